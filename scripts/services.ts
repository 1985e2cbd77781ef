import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The servers that stand in for what a machine without keys does not have. */
export interface Services {
  mongo_url: string;
  emulators_url: string;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Starts the embedded database (unless MONGO_URL names one) and the emulators, and waits until both answer. A database
 * that runs on the same data already is used as it is.
 */
export async function startServices(options: { data_dir: string; emulators_port: number; webhook_url: string }): Promise<Services> {
  mkdirSync(options.data_dir, { recursive: true });
  const mongo = await startDatabase(options.data_dir);
  const emulators = await startEmulators(options);
  return {
    mongo_url: mongo.url,
    emulators_url: emulators.url,
    stop: async () => {
      await emulators.stop();
      await mongo.stop();
    },
  };
}

/**
 * The database of MONGO_URL, else the embedded one on this data; one that runs there already is used and left running.
 * MONGODB_CAPTURE=FILE has the embedded one write down what kinds of commands it gets: see `npm test`.
 */
export async function startDatabase(data_dir: string): Promise<{ url: string; stop(): Promise<void> }> {
  if (process.env.MONGO_URL) return { url: process.env.MONGO_URL, stop: async () => {} };
  const { ensureMongo } = await import("../emulators/mongodb/ensure-running.ts");
  const data = `${data_dir}/mongodb`;
  const before = readLog(data).length;
  const mongo = await ensureMongo({ data_dir: data, capture: process.env.MONGODB_CAPTURE });
  // What it has to say of its data goes to its own log, since it outlives whoever started it; whoever did is told here.
  process.stderr.write(readLog(data).subarray(before));
  return mongo;
}

function readLog(data: string): Buffer {
  const log = `${data}/server.log`;
  return existsSync(log) ? readFileSync(log) : Buffer.alloc(0);
}

export async function startEmulators({ data_dir, emulators_port, webhook_url }: { data_dir: string | null; emulators_port: number; webhook_url: string }): Promise<{ url: string; stop(): Promise<void> }> {
  const data = data_dir ? ["--data", `${data_dir}/emulators`] : [];
  const child = spawn(process.execPath, ["emulators/main.ts", "--port", String(emulators_port), ...data], {
    cwd: root,
    // The app takes every provider's webhooks beside Stripe's.
    env: { ...process.env, STRIPE_WEBHOOK_URL: webhook_url, RESEND_WEBHOOK_URL: webhook_url.replace("/api/stripe/", "/api/resend/"), NODE_NO_WARNINGS: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await announced(child, /EMULATORS_URL=(\S+)/);
  return { url, stop: () => end(child) };
}

/** `npm run worker`, for tests: with what `changes` says beside this process's own environment. It says that it is ready. */
export function spawnWorker(changes: Record<string, string>): ChildProcess {
  const args = ["--import", "./scripts/allow-server-only.ts", "--import", "tsx", "scripts/worker.ts"];
  return spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...changes } });
}

/** Resolves with what a child process says of itself on its standard output; rejects when it ends before. */
export function announced(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
      const match = pattern.exec(seen);
      if (match?.[1]) resolve(match[1]);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${child.spawnargs.slice(1).join(" ")} ended with ${code} before it was ready`)));
  });
}

/** Asks a child to end, and waits for it; one that does not listen is killed after five seconds. */
export function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
