import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startServer } from "./server.ts";
import type { ServerOptions } from "./server.ts";
import { DataInUse } from "./store/store.ts";

/** node emulators/mongodb/main.ts [--port N | --socket PATH] [--data DIR] [--test-commands] [--owner PID] [--capture FILE] */
const { values } = parseArgs({
  options: { port: { type: "string" }, socket: { type: "string" }, data: { type: "string" }, "test-commands": { type: "boolean" }, owner: { type: "string" }, capture: { type: "string" } },
});
const data = path.resolve(values.data ?? ".data/mongodb");
const notice = path.join(data, "server.json");
const OWNER_CHECK_MILLISECONDS = 2000;
const LONGEST_SOCKET_PATH = 100;

try {
  const server = await startServer({ data, listen: whereToListen(), testCommands: values["test-commands"] === true, capture: values.capture ?? null });
  writeFileSync(notice, JSON.stringify({ pid: process.pid, url: server.url }), { mode: 0o600 });
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    void server.stop().then(() => {
      rmSync(notice, { force: true });
      process.exit(0);
    });
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  if (values.owner) endWithoutOwner(Number(values.owner), () => server.connectionCount() === 0 && end());
  for (const sentence of server.notices) process.stderr.write(`mongodb: ${sentence}\n`);
  process.stdout.write(`MONGO_URL=${server.url}\n`);
} catch (error) {
  process.stderr.write(`mongodb: ${error instanceof Error ? error.message : String(error)}\n`);
  if (!(error instanceof DataInUse) && error instanceof Error && process.env["DEBUG"]) process.stderr.write(`${error.stack ?? ""}\n`);
  process.exit(1);
}

function whereToListen(): ServerOptions["listen"] {
  if (values.port !== undefined) {
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port must be a number from 0 to 65535, not ${values.port}`);
    return { port };
  }
  const socket = path.resolve(values.socket ?? path.join(data, "mongodb.sock"));
  if (values.socket !== undefined) return { socket };
  return process.platform === "win32" || Buffer.byteLength(socket) > LONGEST_SOCKET_PATH ? { port: 0 } : { socket };
}

/** A server whose starter was killed ends by itself, once nobody else is using it. */
function endWithoutOwner(owner: number, end: () => void): void {
  setInterval(() => {
    try {
      process.kill(owner, 0);
    } catch {
      end();
    }
  }, OWNER_CHECK_MILLISECONDS);
}
