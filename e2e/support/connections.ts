import { readFileSync } from "node:fs";

export interface Connection {
  pid: number;
  /** "next start", "main.ts --port". */
  program: string;
  host: string;
  port: number;
}

/** Every address that a process of the journeys has asked for since it was started: apps, emulators, database, and what the journeys themselves ask (scripts/note-connections.ts). */
export function connectionsOfServers(): Connection[] {
  const lines = readFileSync(process.env.CONNECTIONS_FILE ?? "", "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Connection);
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|\[?::ffff:127(\.\d{1,3}){3}\]?)$/i.test(host);
}
