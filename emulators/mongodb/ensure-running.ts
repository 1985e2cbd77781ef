import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The address of a running embedded MongoDB on these data: the one that another process started, or a new one.
 * `stop` ends only a server that this call started. Several callers at once start one server.
 */
export async function ensureMongo({ data_dir, port, capture }: { data_dir: string; port?: number; capture?: string | undefined }): Promise<{ url: string; stop(): Promise<void> }> {
  const data = path.resolve(data_dir);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const unlock = await lock(path.join(data, "starting.lock"));
  try {
    const running = await findRunning(path.join(data, "server.json"));
    if (running) return { url: running, stop: async () => {} };
    return await start(data, [...(port === undefined ? [] : ["--port", String(port)]), ...(capture ? ["--capture", path.resolve(capture)] : [])]);
  } finally {
    unlock();
  }
}

const PATIENCE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 50;

async function lock(file: string): Promise<() => void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
    }
    if (isAbandoned(file)) rmSync(file, { force: true });
    else if (Date.now() > deadline) throw new Error(`another process has been starting MongoDB for ${PATIENCE_MILLISECONDS / 1000} s; if none is, remove ${file}`);
    else await sleep(POLL_MILLISECONDS);
  }
}

function isAbandoned(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    // A file just made has no number in it yet.
    return pid > 0 ? !isAlive(pid) : Date.now() - statSync(file).mtimeMs > 2000;
  } catch {
    return false;
  }
}

async function findRunning(notice: string): Promise<string | null> {
  try {
    const known: unknown = JSON.parse(readFileSync(notice, "utf8"));
    if (typeof known !== "object" || known === null || !("pid" in known) || !("url" in known)) return null;
    const { pid, url } = known;
    return typeof pid === "number" && typeof url === "string" && isAlive(pid) && (await accepts(url)) ? url : null;
  } catch {
    return null;
  }
}

function accepts(url: string): Promise<boolean> {
  const host = decodeURIComponent(url.replace(/^mongodb:\/\//, "").replace(/\/\?.*$/, ""));
  const at = host.lastIndexOf(":");
  const socket = host.startsWith("/") ? connect(host) : connect(Number(host.slice(at + 1)), host.slice(0, at));
  return new Promise((resolve) => {
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
    socket.setTimeout(2000, () => answer(false));
  });
}

async function start(data: string, options: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  const log = openSync(path.join(data, "server.log"), "a", 0o600);
  const main = path.join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, [main, "--data", data, "--owner", String(process.pid), ...options], {
    // A group of its own: Ctrl-C in the starter's terminal must not take it from the others who use it.
    detached: true, stdio: ["ignore", "pipe", log], env: { ...process.env, NODE_OPTIONS: "" },
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = child.stdout ? await firstLine(child.stdout, exited, data) : "";
  child.stdout?.destroy();
  child.unref();
  return {
    url,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      child.ref();
      await exited;
    },
  };
}

async function firstLine(stdout: Readable, exited: Promise<void>, data: string): Promise<string> {
  let text = "";
  const line = new Promise<string>((resolve) => {
    stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const match = /^MONGO_URL=(.+)\n/.exec(text);
      if (match?.[1]) resolve(match[1]);
    });
  });
  const failed = exited.then(() => {
    const log = readFileSync(path.join(data, "server.log"), "utf8").trim().split("\n").at(-1);
    throw new Error(`the embedded MongoDB did not start: ${log ?? "it said nothing"}`);
  });
  failed.catch(() => {});
  return Promise.race([line, failed]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
