import { spawn, spawnSync, type ChildProcess } from "node:child_process";

/** Runs one of the project's commands to its end and stops this process with its code when it fails. */
export function runToEnd(args: string[], env: NodeJS.ProcessEnv): void {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

export function startNext(command: "dev" | "start", { port, env }: { port: number; env: NodeJS.ProcessEnv }): ChildProcess {
  // Demonstration logins and emulators are nothing to show to a network; HOST says otherwise.
  const host = process.env.HOST ?? "127.0.0.1";
  return spawn(process.execPath, ["node_modules/next/dist/bin/next", command, "--port", String(port), "--hostname", host], {
    stdio: "inherit",
    env: { NEXT_TELEMETRY_DISABLED: "1", ...env },
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
