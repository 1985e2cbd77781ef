/**
 * npm run proof:events -- [--seeds 100] [--sessions 160]
 * So many sessions are some 250 of Stripe's objects and 1,000 deliveries: shuffled, 30 of 100 again, 10 of 100 lost and polled.
 * Each seed must end in the very state in which an orderly delivery ends. On a database of its own, embedded unless MONGO_URL says otherwise.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { startDatabase } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

const { values } = parseArgs({ options: { seeds: { type: "string", default: "100" }, sessions: { type: "string", default: "160" } } });
const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-proof-`);
const database = await startDatabase(data_dir);
Object.assign(process.env, withoutProviders, { MONGO_URL: database.url, DB_NAME: `proof_${Date.now().toString(36)}`, LOG_LEVEL: "silent" });
const { startForTest } = await import("../emulators/stripe/testing.ts");
const emulator = await startForTest();
process.env.EMULATORS_URL = emulator.url;
const { getClient, getDb } = await import("@/lib/db/client");
const { prepareDatabase } = await import("@/lib/db/start-up");
const { proveEvents } = await import("@/lib/webhook-events/test-event-proof");

try {
  await prepareDatabase(new Date());
  const report = await proveEvents({ seeds: Number(values.seeds), sessions: Number(values.sessions), emulator, onProgress: (line) => console.log(line) });
  for (const difference of report.differences.slice(0, 20)) console.log(difference);
  console.log(`${report.seeds} seeds, ${report.deliveries} deliveries of ${report.events} events in ${report.seconds} s: ${report.differences.length === 0 ? "each ended as the orderly one did." : `${report.differences.length} DIFFERENCES`}`);
  process.exitCode = report.differences.length === 0 ? 0 : 1;
  await getDb().dropDatabase();
} finally {
  await getClient().close();
  await emulator.close();
  await database.stop();
  rmSync(data_dir, { recursive: true, force: true });
}
