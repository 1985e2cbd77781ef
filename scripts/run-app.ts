import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Runs one of the project's commands to its end and stops this process with its code when it fails. */
export function runToEnd(args: string[], env: NodeJS.ProcessEnv): void {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

/** With a `logFile` its lines are written there, and of them only errors are shown. */
export function startNext(command: "dev" | "start", { port, env, logFile }: { port: number; env: NodeJS.ProcessEnv; logFile?: string }): ChildProcess {
  // Demonstration logins and emulators are nothing to show to a network; HOST says otherwise.
  const host = process.env.HOST ?? "127.0.0.1";
  const preload = command === "start" ? ["--import", "./scripts/monitoring/preload-newrelic.ts"] : [];
  const child = spawn(process.execPath, [...preload, "node_modules/next/dist/bin/next", command, "--port", String(port), "--hostname", host], {
    stdio: logFile ? ["inherit", "pipe", "inherit"] : "inherit",
    env: { NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  if (logFile && child.stdout) keepLog(child.stdout, logFile);
  return child;
}

function keepLog(output: Readable, file: string): void {
  const written = createWriteStream(file);
  output.pipe(written);
  createInterface({ input: output }).on("line", (line) => {
    if (/"level":(50|60)/.test(line)) console.log(line);
  });
}

/** Resolves once the address answers at all. */
export async function waitFor(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error("the app ended before it was ready");
    const isUp = await fetch(url).then((response) => response.status < 500, () => false);
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Ends what was started when this process is told to. */
export function endTogether(child: ChildProcess, stop: () => Promise<void>): void {
  let isEnding = false;
  const finish = async (code: number) => {
    if (isEnding) return;
    isEnding = true;
    child.kill("SIGTERM");
    await stop();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void finish(0));
  child.once("exit", (code) => void finish(code ?? 1));
}

/** What could not be started, in sentences instead of a stack, and the usual reason. */
export function explainAndEnd(error: unknown): never {
  console.error(`MaestroHub did not start: ${error instanceof Error ? error.message : String(error)}.`);
  console.error("If another one is running here, end it, or choose other ports: PORT=3001 EMULATORS_PORT=4011 npm run …");
  process.exit(1);
}
