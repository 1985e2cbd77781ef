/**
 * npm run proof:kills -- [--every 1] [--only "a refund,a transfer"]
 * kill -9 at every write between our database and Stripe, and every answer of Stripe's lost (lib/proofs/test-kill-proof.ts): one object for each
 * operation, nothing lost, nothing told twice, all healed within five emulated minutes. On a database of its own, embedded unless MONGO_URL says otherwise.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { startDatabase } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

const { values } = parseArgs({ options: { every: { type: "string", default: "1" }, only: { type: "string" } } });
const every = Number(values.every);
if (!Number.isSafeInteger(every) || every < 1) throw new Error("--every takes a whole number from 1 on.");

const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-proof-`);
const database = await startDatabase(data_dir);
Object.assign(process.env, withoutProviders, { MONGO_URL: database.url, DB_NAME: `proof_${Date.now().toString(36)}`, LOG_LEVEL: "silent", RESEND_RATE_PER_SECOND: "200" });
const { startForTest } = await import("../emulators/stripe/testing.ts");
const emulator = await startForTest();
process.env.EMULATORS_URL = emulator.url;
const { getClient, getDb } = await import("@/lib/db/client");
const { prepareDatabase } = await import("@/lib/db/start-up");
const { proveKills } = await import("@/lib/proofs/test-kill-proof");

try {
  await prepareDatabase(new Date(0));
  const began = performance.now();
  const { killed, lost, longest_s, problems } = await proveKills({ only: values.only?.split(","), every, losesAnswers: true, emulator, onProgress: (line) => console.log(line) });
  for (const problem of problems) console.log(problem);
  console.log(`${killed} kill points and ${lost} lost answers in ${Math.round((performance.now() - began) / 1_000)} s, healed within ${longest_s} emulated seconds: ${problems.length === 0 ? "each was as if nothing had happened." : `${problems.length} PROBLEMS`}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
  await getDb().dropDatabase();
} finally {
  await getClient().close();
  await emulator.close();
  await database.stop();
  rmSync(data_dir, { recursive: true, force: true });
}
