import { existsSync, readFileSync } from "node:fs";
import { REASONS } from "../differential/known-differences.ts";
import { MEETS } from "./differences.ts";
import type { Shape } from "./shape.ts";

/**
 * `node emulators/mongodb/captured/check.ts FILE…`: whether any command that a run of tests sent could meet a known difference from MongoDB.
 * Each file is the capture of one run; one without commands means that nothing was watched, which is a failure too.
 */
const files = process.argv.slice(2);
const empty = files.filter((file) => shapesIn(file).every(({ collection }) => collection === null));
const shapes = new Map(files.flatMap((file) => shapesIn(file)).map((shape) => [JSON.stringify(shape), shape]));
const problems = [
  ...(files.length === 0 ? ["No file of captured commands was named."] : []),
  ...empty.map((file) => `${file} holds no captured commands on data, so nothing can be said of that run.`),
  ...[...shapes.values()].flatMap(problemsOf),
];
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${shapes.size} shapes of commands, and none of them can meet a known difference between the embedded server and MongoDB.`);
process.exitCode = problems.length === 0 ? 0 : 1;

function shapesIn(file: string): Shape[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Shape);
}

function problemsOf(shape: Shape): string[] {
  const { command, collection, ...rest } = shape;
  const groups = (Object.keys(MEETS) as (keyof typeof MEETS)[]).filter((group) => MEETS[group](shape));
  return groups.map((group) => `${command}${collection === null ? "" : ` of ${collection}`} could meet a known difference (${group}: ${REASONS[group]}) ${JSON.stringify(rest)}`);
}
