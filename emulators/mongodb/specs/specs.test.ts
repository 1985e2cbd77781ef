import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { startServer } from "../server.ts";

const SPECS = path.resolve(import.meta.dirname, "../../../../shared/mongodb-specs");
/** Names that MongoDB 7.0 passes and this server is allowed not to, with the reason. At most three. */
const ALLOWED: Record<string, string> = {};

interface Outcome {
  suite: string;
  file: string;
  test: string;
  status: string;
}

test("passes every test of MongoDB's own crud and transactions suites that MongoDB 7.0 passes", async (context) => {
  if (!existsSync(SPECS)) return context.skip("MongoDB's own tests are not in ../shared/mongodb-specs on this machine");
  const folder = mkdtempSync(path.join(tmpdir(), "specs-"));
  const server = await startServer({ data: path.join(folder, "data"), listen: { port: 0 }, testCommands: true });
  try {
    const outcomes = await runSpecs(server.url, path.join(folder, "outcomes.json"));
    const passed = new Set(outcomes.filter((outcome) => outcome.status === "pass").map((outcome) => `${outcome.suite}/${outcome.file}: ${outcome.test}`));
    const expected: string[] = JSON.parse(readFileSync(path.join(SPECS, "passes-on-mongodb-7.json"), "utf8"));
    expect(expected.length).toBeGreaterThan(500);
    expect(expected.filter((name) => !passed.has(name))).toEqual(Object.keys(ALLOWED));
    expect(Object.keys(ALLOWED).length).toBeLessThanOrEqual(3);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}, 150_000);

async function runSpecs(url: string, report: string): Promise<Outcome[]> {
  const hook = pathToFileURL(path.join(import.meta.dirname, "resolve-driver.ts")).href;
  const child = spawn(process.execPath, ["--import", hook, path.join(SPECS, "runner.mjs"), url, SPECS, "--suites=crud,transactions", `--json=${report}`], { stdio: "ignore" });
  await once(child, "exit");
  return JSON.parse(readFileSync(report, "utf8"));
}
