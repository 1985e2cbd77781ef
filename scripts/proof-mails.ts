/**
 * npm run proof:mails -- [--mails 10000] [--kills 50] [--workers 3] [--per-second 100]
 * Each mail is at Resend's emulator exactly once, whatever is killed on the way. On a database of its own, embedded unless MONGO_URL says otherwise.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { startDatabase } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

const { values } = parseArgs({
  options: { mails: { type: "string", default: "10000" }, kills: { type: "string", default: "50" }, workers: { type: "string", default: "3" }, "per-second": { type: "string", default: "100" } },
});
const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-proof-`);
const database = await startDatabase(data_dir);
Object.assign(process.env, withoutProviders, { MONGO_URL: database.url, DB_NAME: `proof_${Date.now().toString(36)}`, LOG_LEVEL: "silent" });
const { getClient, getDb } = await import("@/lib/db/client");
const { prepareDatabase } = await import("@/lib/db/start-up");
const { proveMails } = await import("@/lib/jobs/test-mail-proof");

try {
  await prepareDatabase(new Date());
  const mails = Number(values.mails);
  const report = await proveMails({
    mails,
    workers: Number(values.workers),
    kills: Number(values.kills),
    per_second: Number(values["per-second"]),
    waitForLeases: true,
    onProgress: (line) => console.log(line),
  });
  console.log(report);
  const isProven = report.left === 0 && report.copies[1] === mails;
  console.log(isProven ? "Each mail was sent exactly once." : "NOT each mail was sent exactly once.");
  process.exitCode = isProven ? 0 : 1;
  await getDb().dropDatabase();
} finally {
  await getClient().close();
  await database.stop();
  rmSync(data_dir, { recursive: true, force: true });
}
