import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { findBrowser } from "./find-browser.ts";

/**
 * `npm test`: types, lint, unit and integration tests, then the journeys in a browser; stops at the first that fails. On the embedded
 * database, every command that the tests sent is held against the list of what MongoDB would answer otherwise.
 * `npm run test:again` leaves out what does not depend on the database (with MONGO_URL: the same tests on another server).
 */
const isRepeat = process.argv.includes("--again");
const reports = ".cache/reports";
const isEmbedded = !process.env.MONGO_URL;

/** Long plays of our own rules, which another server does not make different. */
const longProofs = ["scripts/simulation/**", "lib/jobs/mail-proof.test.ts"];

/** Where the tests that talk to the database are; the others would only say the same again. */
const onDatabase = ["lib/", "app/", "scripts/", "emulators/mongodb/differential/", ...longProofs.flatMap((path) => ["--exclude", path])];

/** Those in which requests race, processes die or money moves; how a page looks and is told of does not hang on the server. */
const journeysOnDatabase = ["after-booking", "book-", "cards", "crash", "holds", "money", "packages", "payouts", "sponsorship", "two-processes", "workers", "--grep-invert", "can be used by everybody"];

interface Step {
  title: string;
  args: string[];
  /** Where the embedded database writes the shapes of the commands it gets. */
  capture?: string;
  count?: () => Count;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

interface UnitReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
}

const still: Step[] = [
  { title: "Types", args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.check.json"] },
  { title: "Lint", args: ["node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"] },
];
const moving: Step[] = [
  {
    title: "Unit and integration tests",
    args: ["node_modules/vitest/vitest.mjs", "run", ...(isRepeat ? onDatabase : []), "--reporter=default", "--reporter=json", `--outputFile.json=${reports}/vitest.json`],
    capture: `${reports}/commands-of-tests.jsonl`,
    count: () => {
      const { numPassedTests, numFailedTests, numPendingTests, testResults } = readReport<UnitReport>("vitest");
      const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
      for (const { fullName } of tests.filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0)) console.log(`flaky, passed on the second try: ${fullName}`);
      return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
    },
  },
  {
    title: "Journeys in a browser",
    args: ["scripts/test-e2e.ts", ...(isRepeat ? journeysOnDatabase : [])],
    capture: `${reports}/commands-of-journeys.jsonl`,
    count: () => {
      const { stats } = readReport<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>("playwright");
      if (stats.flaky > 0) console.log(`${stats.flaky} flaky: passed only when tried again`);
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
    },
  },
];

const afterwards: Step[] = [
  {
    title: "Commands against the known differences",
    args: ["emulators/mongodb/captured/check.ts", ...moving.flatMap(({ capture }) => capture ?? [])],
  },
];

// Before the first test: some unit tests want the browser too, and skip where there is none.
process.env.CHROMIUM_PATH = await findBrowser();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total: Count = { passed: 0, failed: 0, skipped: 0 };
let exitCode = 0;
for (const { title, args, capture, count } of [...(isRepeat ? [] : still), ...moving, ...(isEmbedded ? afterwards : [])]) {
  const started = Date.now();
  console.log(`\n${title} …`);
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env: { ...process.env, MONGODB_CAPTURE: capture ?? "", PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json` } });
  console.log(`${title}: ${status === 0 ? "passed" : "FAILED"} after ${Math.round((Date.now() - started) / 1_000)} s`);
  if (count) addTo(total, count);
  if (status !== 0) {
    exitCode = status ?? 1;
    break;
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(exitCode);

function addTo(sum: Count, read: () => Count): void {
  try {
    const { passed, failed, skipped } = read();
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  } catch {
    // A runner that broke off wrote no report; its exit code has said so.
  }
}

function readReport<T>(name: string): T {
  return JSON.parse(readFileSync(`${reports}/${name}.json`, "utf8")) as T;
}
