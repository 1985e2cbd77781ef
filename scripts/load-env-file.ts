import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";

/** Reads .env into the environment for scripts, as Next does for the app; what is set already wins. */
if (existsSync(".env")) loadEnvFile(".env");
// An empty line in .env means the same as no line.
for (const [name, value] of Object.entries(process.env)) if (value === "") delete process.env[name];
