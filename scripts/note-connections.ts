import { appendFileSync } from "node:fs";
import dgram from "node:dgram";
import net from "node:net";
import { basename } from "node:path";

/**
 * Loaded into every process of the journeys before anything else (scripts/test-e2e.ts): writes each address that the process asks for to
 * CONNECTIONS_FILE, once, before it is asked. Whatever Node sends over TCP (http, https, fetch, TLS, the database's driver) or UDP passes
 * here, also what is over within a millisecond or never answered, which looking at open sockets would miss.
 */
const file = process.env.CONNECTIONS_FILE;
const noted = new Set<string>();

function note(host: string, port: unknown): void {
  const address = `${host} ${String(port)}`;
  if (!file || noted.has(address)) return;
  noted.add(address);
  const program = process.argv.slice(1, 3).map((part) => basename(part)).join(" ");
  appendFileSync(file, `${JSON.stringify({ pid: process.pid, program, host, port: Number(port) })}\n`);
}

const connect = net.Socket.prototype.connect as (this: net.Socket, ...args: unknown[]) => net.Socket;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  // Node's own callers hand over what they were given as one list.
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const options = typeof first === "object" ? (first as Partial<net.TcpNetConnectOpts & net.IpcNetConnectOpts>) : { port: first, host: typeof second === "string" ? second : undefined };
  const isPath = ("path" in options && options.path) || (typeof first === "string" && Number.isNaN(Number(first)));
  if (!isPath) note(options.host ?? "localhost", options.port);
  return connect.apply(this, args);
} as typeof net.Socket.prototype.connect;

for (const name of ["send", "connect"] as const) {
  const original = dgram.Socket.prototype[name] as (this: dgram.Socket, ...args: unknown[]) => unknown;
  dgram.Socket.prototype[name] = function (this: dgram.Socket, ...args: unknown[]) {
    const at = args.findLastIndex((arg, i) => i > 0 && typeof arg === "string");
    if (at > 0) note(args[at] as string, args[at - 1]);
    return original.apply(this, args);
  } as never;
}
