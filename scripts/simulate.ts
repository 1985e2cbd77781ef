import { mkdirSync, mkdtempSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { startDatabase } from "./simulation/database.ts";
import { htmlReport } from "./simulation/html-report.ts";
import { connectProviders, startEmulatedProviders } from "./simulation/providers.ts";
import { createProgress } from "./simulation/progress.ts";
import { defaultStart, type Setup, usualDemand, usualOutages } from "./simulation/setup.ts";
import { summarize, summaryText } from "./simulation/summary.ts";
import { withoutProviders } from "./without-providers.ts";

/**
 * `npm run simulate -- --days 30 --coaches 200 --consumers 2000 --seed 7`: a month of marketplace through the real use cases, on a
 * database and emulators of its own. Ends with a summary, a chart and whether everything that must be true is. See docs/simulation.md.
 */
const { values } = parseArgs({
  options: {
    days: { type: "string", default: "30" },
    coaches: { type: "string", default: "200" },
    consumers: { type: "string", default: "2000" },
    seed: { type: "string", default: "7" },
    from: { type: "string", default: defaultStart },
    out: { type: "string", default: ".data/simulation" },
  },
});
const setup = readSetup();
const began = performance.now();

// In memory where the machine has a disk of it: the data is thrown away, and every acknowledged write waits for the disk.
const data_dir = mkdtempSync(`${existsSync("/dev/shm") ? "/dev/shm" : tmpdir()}/maestrohub-simulation-`);
const mongo = await startDatabase(data_dir);
const emulators = await startEmulatedProviders();
Object.assign(process.env, withoutProviders, { MONGO_URL: mongo.url, DB_NAME: "simulation", EMULATORS_URL: emulators.url, LOG_LEVEL: "silent", NODE_ENV: "development" });

// Only now: the app reads its environment once.
const { play } = await import("./simulation/play.ts");
const { getClient } = await import("@/lib/db/client");
const { prepareDatabase } = await import("@/lib/db/start-up");
try {
  await prepareDatabase(setup.starts);
  const providers = await connectProviders(emulators);
  const progress = createProgress(setup);
  const evidence = await play(setup, { providers, sample_every: 50, onMoment: progress.show });
  progress.end();
  const summary = summarize(evidence, (performance.now() - began) / 1_000);
  mkdirSync(values.out, { recursive: true });
  const file = `${values.out}/seed-${setup.seed}.html`;
  writeFileSync(file, htmlReport(summary));
  console.log(summaryText(summary));
  console.log(`The same as a page: ${file}`);
  if (summary.findings.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
  await providers.close();
} finally {
  await getClient().close();
  await mongo.stop();
  rmSync(data_dir, { recursive: true, force: true });
}

function readSetup(): Setup {
  const number = (name: "days" | "coaches" | "consumers" | "seed", least: number) => {
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} must be a whole number from ${least} on.`);
    return value;
  };
  const starts = new Date(`${values.from}T00:00:00Z`);
  if (Number.isNaN(starts.getTime())) throw new Error("--from must be a date like 2027-03-01.");
  const days = number("days", 2);
  return { seed: number("seed", 0), starts, days, coaches: number("coaches", 1), consumers: number("consumers", 1), demand: usualDemand, outages: usualOutages(starts, days) };
}
