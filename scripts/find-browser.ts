import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const carried = { name: "@sparticuz/chromium", version: "153.0.0", folder: ".cache/browser" };

/**
 * A Chromium for the journeys: the system's, else Debian's package where this process may install it, else the one that an
 * npm package carries. Ends the process with one line of advice where none can be had.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return systemBrowser() ?? fromApt() ?? (await fromNpm()) ?? giveUp();
}

function systemBrowser(): string | null {
  for (const name of systemNames) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    if (status === 0 && stdout.trim()) return stdout.trim();
  }
  return null;
}

function fromApt(): string | null {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return null;
  console.log("No Chromium here: installing Debian's (apt-get install chromium) …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "ignore", env });
  return systemBrowser();
}

async function fromNpm(): Promise<string | null> {
  const entry = `${carried.folder}/node_modules/${carried.name}/build/index.js`;
  if (!existsSync(entry)) {
    console.log(`No Chromium here: fetching the npm package ${carried.name} …`);
    const args = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", carried.folder, `${carried.name}@${carried.version}`];
    spawnSync("npm", args, { stdio: "ignore" });
  }
  if (!existsSync(entry)) return null;
  const { default: chromium } = (await import(pathToFileURL(entry).href)) as { default: { executablePath(): Promise<string> } };
  return chromium.executablePath();
}

function giveUp(): never {
  console.error("The browser journeys need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.");
  process.exit(1);
}
