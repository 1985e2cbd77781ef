import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { isLoopback } from "../e2e/support/connections";

const folder = mkdtempSync(`${tmpdir()}/connections-`);
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ports where nobody listens, and names that nobody has: what counts is that it was asked for. */
const program = `
  const quiet = (each) => each.on("error", () => {});
  const net = require("node:net");
  quiet(net.connect(1, "127.0.0.1"));
  quiet(net.connect({ port: 2 }));
  quiet(net.connect("/nowhere"));
  quiet(require("node:http").get("http://[::1]:3/"));
  quiet(require("node:https").get("https://plain.invalid/"));
  fetch("https://fetched.invalid:5/").catch(() => {});
  const socket = require("node:dgram").createSocket("udp4");
  socket.send("x", 6, "127.0.0.6", () => socket.close());
  new (require("node:worker_threads").Worker)('require("node:net").connect(7, "127.0.0.7").on("error", () => {})', { eval: true });
`;

it("every address that a process asks for is written down, by whatever way, also where nobody answers", () => {
  const file = `${folder}/connections.ndjson`;
  const env = { ...process.env, CONNECTIONS_FILE: file, NODE_OPTIONS: `--require=${JSON.stringify(fileURLToPath(new URL("note-connections.ts", import.meta.url)))}` };
  execFileSync(process.execPath, ["-e", program], { env });
  const noted = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as { host: string; port: number });
  const addresses = noted.map(({ host, port }) => `${host} ${port}`).toSorted();
  expect(addresses).toEqual(["127.0.0.1 1", "127.0.0.6 6", "127.0.0.7 7", "::1 3", "fetched.invalid 5", "localhost 2", "plain.invalid 443"].toSorted());
  expect(noted.map(({ host }) => host).filter((host) => !isLoopback(host)).toSorted()).toEqual(["fetched.invalid", "plain.invalid"]);
});
