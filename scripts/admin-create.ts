/**
 * npm run admin:create -- --email ada@example.com --name "Ada"
 * Asks for the password without showing it; with --password-stdin it is the first line of the standard input.
 */
import { parseArgs } from "node:util";
import { createUser } from "@/lib/auth/create-user";
import { AppError } from "@/lib/core/errors";
import { getClient, getDb } from "@/lib/db/client";
import { ensureCollections } from "@/lib/db/indexes";
import { readPassword } from "./read-password";

const usage = 'Usage: npm run admin:create -- --email ada@example.com --name "Ada Lovelace" [--password-stdin]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { email: { type: "string" }, name: { type: "string" }, "password-stdin": { type: "boolean" } },
  });
  if (!values.email || !values.name?.trim()) throw new AppError("invalid", usage);
  const password = await readPassword({ fromStdin: values["password-stdin"] ?? false });
  await ensureCollections(getDb());
  const id = await createUser({
    name: values.name.trim(),
    email: values.email,
    password,
    role: "admin",
    market_id: "US_USD",
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: new Date(),
  });
  console.log(`${values.name.trim()} is an admin now (${id}). Sign in at /sign-in.`);
}

try {
  await main();
} catch (error) {
  // A sentence for what the person can mend; a stack for what only we can.
  console.error(error instanceof AppError || (error instanceof Error && "code" in error) ? error.message : error);
  process.exitCode = 1;
} finally {
  if (process.env.MONGO_URL) await getClient().close();
}
