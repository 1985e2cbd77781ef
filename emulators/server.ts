import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createClock } from "./clock.ts";
import { createControl } from "./control.ts";
import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "./emulator.ts";
import { createFaults } from "./faults.ts";
import { openStore } from "./store.ts";

export interface RunningEmulators {
  url: string;
  /** The same as a request to /_control/{path}, for whoever runs in this process; throws what a request would be refused with. */
  control(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * One http server on the loopback interface for all emulators; port 0 takes a free one, no `data` keeps everything in memory.
 * An emulator with a certificate is reached by https as well, on a free port.
 */
export async function startServer(options: {
  port: number;
  data: string | null;
  emulators: ((context: EmulatorContext) => Emulator)[];
}): Promise<RunningEmulators> {
  const store = openStore(options.data);
  const clock = createClock(store);
  const faults = createFaults();

  // Links in answers carry the address, so the emulators are made only once the port is known.
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await listen(server, options.port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const context: EmulatorContext = { base_url: url, now: clock.now, store };
  const emulators = options.emulators.map((create) => create(context));
  const control = createControl({ clock, faults, store, emulators });
  const servers = [server];
  for (const { tls } of emulators) {
    if (!tls) continue;
    const secured = createTlsServer({ key: tls.key, cert: tls.cert }, (incoming, outgoing) => void serve(incoming, outgoing));
    await listen(secured, 0);
    tls.listening((secured.address() as AddressInfo).port);
    servers.push(secured);
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(incoming, url);
      const answer = await answerTo(request);
      if (answer === "drop") return void incoming.socket.destroy();
      send(outgoing, answer);
    } catch (error) {
      console.error(`emulators: ${incoming.method} ${incoming.url}`, error);
      if (!outgoing.headersSent) send(outgoing, { status: 500, body: { error: { message: "The emulator itself failed; its log says why." } } });
    }
  }

  async function answerTo(request: EmulatorRequest): Promise<EmulatorResponse | "drop"> {
    const path = request.url.pathname;
    if (!comesFromThisMachine(request.headers)) return { status: 403, body: { error: { message: "The emulators answer this machine only." } } };
    if (path.startsWith("/_control/")) return control(request);

    const emulator = emulators.find((candidate) => candidate.handles(path));
    if (!emulator) return { status: 404, body: { error: { message: `No emulator answers ${path}.` } } };

    const fault = faults.take({ emulator: emulator.name, method: request.method, path });
    if (fault && fault.delay_ms > 0) await sleep(fault.delay_ms);
    if (fault?.kind === "status")
      return emulator.faultResponse?.(fault.status) ?? { status: fault.status, body: { error: { message: "A fault was asked for." } } };
    const answer = await emulator.respond(request);
    return fault?.kind === "drop_after" ? "drop" : answer;
  }

  return {
    url,
    async control(method, path, body = {}) {
      const answer = await control({ method, url: new URL(`${url}/_control/${path}`), headers: {}, body: Buffer.from(JSON.stringify(body)) });
      if (answer.status !== 200) throw new Error(`${method} /_control/${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async close() {
      const closed = servers.map((one) => new Promise<void>((resolve) => one.close(() => resolve())));
      for (const one of servers) one.closeAllConnections();
      await Promise.all(closed);
      for (const emulator of emulators) await emulator.close?.();
      store.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<EmulatorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]));
  return { method: incoming.method ?? "GET", url: new URL(`${base}${incoming.url ?? "/"}`), headers, body: Buffer.concat(chunks) };
}

/** A web page elsewhere must not drive the emulators, neither by a rebound name nor by a form. */
function comesFromThisMachine(headers: Record<string, string>): boolean {
  const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
  if (!loopback.test(headers.host ?? "")) return false;
  const origin = headers.origin;
  return !origin || loopback.test(origin.replace(/^https?:\/\//, ""));
}

function send(outgoing: ServerResponse, answer: EmulatorResponse): void {
  if (isStream(answer.body)) {
    outgoing.writeHead(answer.status, answer.headers);
    return void pipeline(Readable.from(answer.body), outgoing).catch(() => outgoing.destroy());
  }
  const isObject = typeof answer.body === "object" && !Buffer.isBuffer(answer.body);
  const body = isObject ? JSON.stringify(answer.body) : (answer.body ?? "");
  outgoing.writeHead(answer.status, {
    ...(isObject ? { "content-type": "application/json" } : {}),
    ...answer.headers,
    "content-length": Buffer.byteLength(body as string | Buffer),
  });
  outgoing.end(body);
}

function isStream(body: EmulatorResponse["body"]): body is AsyncGenerator<string> {
  return typeof body === "object" && Symbol.asyncIterator in body;
}
