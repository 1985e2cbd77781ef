import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

/** One process of the built app, which a test may kill. */
export interface AppProcess {
  url: string;
  /** SIGKILL: the process gets no chance to tidy up. */
  kill(): Promise<void>;
  /** SIGTERM, as a host that brings a new version out sends it. */
  askToEnd(): void;
  hasEnded(): boolean;
}

/** Starts `next start` on the journeys' build with this environment on top, and waits until it answers. */
export async function startApp(port: number, env: Record<string, string>): Promise<AppProcess> {
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, PORT: String(port), APP_URL: url, ...env },
    // A group of its own, so that a kill reaches whatever it started too.
    detached: true,
  });
  await untilItAnswers(`${url}/api/health/integrations`, child);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return { url, kill: () => killGroup(child), askToEnd: () => void child.kill("SIGTERM"), hasEnded };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port"))));
    });
  });
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the app ended with ${child.exitCode}`);
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function killGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.kill(-child.pid, "SIGKILL");
  return gone;
}
