import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { settleCaching } from "./caching";
import { peerHeader } from "./visitor-address";

const shared = globalThis as typeof globalThis & { maestrohub_front_door?: boolean };

/**
 * Stands at the server's own socket, where Next lets nobody in: writes down who is at the other end of each connection (a
 * header of the client's under that name is overwritten), and lets no answer leave that a shared cache could give to somebody
 * else. Node publishes each request here before anybody handles it
 * (https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#built-in-channels).
 */
export function watchFrontDoor(): void {
  if (shared.maestrohub_front_door) return;
  shared.maestrohub_front_door = true;
  subscribe("http.server.request.start", (message) => {
    const { request, response, socket } = message as { request: IncomingMessage; response: ServerResponse; socket: Socket };
    request.headers[peerHeader] = socket.remoteAddress ?? "unknown";
    guardAnswer(request, response);
  });
}

/** False where nobody watches (a test, another server): then the header is whatever the client says, and is not believed. */
export function isFrontDoorWatched(): boolean {
  return shared.maestrohub_front_door === true;
}

function guardAnswer(request: IncomingMessage, response: ServerResponse): void {
  const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  const guarded = (status: number, ...rest: unknown[]): ServerResponse => {
    const given = rest.at(-1);
    if (isPlainHeaders(given)) {
      for (const [name, value] of Object.entries(given)) if (value !== undefined) response.setHeader(name, value);
      rest.pop();
    }
    const said = (name: string) => response.getHeader(name)?.toString();
    const answer = { pathname, status, cache_control: said("cache-control"), vary: said("vary"), sets_cookie: response.hasHeader("set-cookie") };
    const { cache_control, vary } = settleCaching(answer);
    response.setHeader("cache-control", cache_control);
    if (vary) response.setHeader("vary", vary);
    return writeHead(status, ...rest);
  };
  response.writeHead = guarded as ServerResponse["writeHead"];
}

function isPlainHeaders(given: unknown): given is Record<string, OutgoingHttpHeader | undefined> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
