import { spawnSync } from "node:child_process";

/** `npm test`: types, lint, unit and integration tests, then the journeys in a browser. Stops at the first that fails. */
const steps: [string, string[]][] = [
  ["Types", ["node_modules/typescript/bin/tsc", "--noEmit"]],
  ["Lint", ["node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"]],
  ["Unit and integration tests", ["node_modules/vitest/vitest.mjs", "run"]],
  ["Journeys in a browser", ["scripts/test-e2e.ts"]],
];

for (const [title, args] of steps) {
  const started = Date.now();
  console.log(`\n${title} …`);
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  console.log(`${title}: ${status === 0 ? "passed" : "FAILED"} after ${Math.round((Date.now() - started) / 1_000)} s`);
  if (status !== 0) process.exit(status ?? 1);
}
