import { createServer, request as ask, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { mayKeep } from "./shared-cache.ts";

interface EdgeOptions {
  /** The site behind it, e.g. http://127.0.0.1:3000. */
  origin: string;
  /** "files": Cloudflare as infra/cloudflare sets it up. "everything": keeps whatever the answer's own headers allow, at any path. */
  keeps?: "files" | "everything";
  /** How it was set up wrongly, for tests: keeps what it was told not to, does not compress, lets every request through. */
  is_careless?: boolean;
}

export interface Edge {
  url: string;
  close(): Promise<void>;
}

interface Kept {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  until: number;
}

const compress = promisify(brotliCompress);

/**
 * What stands between a browser and the site in production, as a local server: a caching reverse proxy that answers as Cloudflare
 * does (cf-ray, cf-cache-status, Brotli), tells the site who asks (CF-Connecting-IP) and ignores `Vary: Cookie`, as Cloudflare does.
 * It keeps copies in memory, and what it may keep is RFC 9111's rule for a shared cache.
 */
export async function startEdge({ origin, keeps = "files", is_careless = false }: EdgeOptions): Promise<Edge> {
  const copies = new Map<string, Kept>();

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? "/";
    const isEligible = is_careless || keeps === "everything" || isFilePath(path);
    const isRead = incoming.method === "GET" || incoming.method === "HEAD";
    if (!is_careless && isLeakSearch(path)) return void outgoing.writeHead(403, { server: "cloudflare", "cf-ray": ray() }).end("Blocked");
    const kept = copies.get(path);
    if (isRead && isEligible && kept && kept.until > Date.now()) return send(incoming, outgoing, kept, "HIT");
    const answer = await fetchFrom(origin, incoming);
    const seconds = isRead && isEligible && (answer.status < 400 || is_careless) ? mayKeep(answer.headers, { is_careless }) : 0;
    if (seconds > 0 && incoming.method === "GET") copies.set(path, { ...answer, until: Date.now() + seconds * 1_000 });
    send(incoming, outgoing, answer, !isEligible ? "DYNAMIC" : seconds > 0 ? "MISS" : "BYPASS");
  }

  async function send(incoming: IncomingMessage, outgoing: ServerResponse, { status, headers, body }: Omit<Kept, "until">, cacheStatus: string): Promise<void> {
    const sent: Record<string, string | string[]> = { server: "cloudflare", "cf-ray": ray(), "cf-cache-status": cacheStatus };
    for (const [name, value] of Object.entries(headers)) if (value !== undefined && !hopByHop.has(name)) sent[name] = value;
    const isText = /^(text\/|application\/(javascript|json|manifest)|image\/svg)/.test(headers["content-type"] ?? "");
    const wantsBrotli = isText && !is_careless && /\bbr\b/.test(String(incoming.headers["accept-encoding"] ?? ""));
    const bytes = wantsBrotli ? await compress(body) : body;
    if (wantsBrotli) sent["content-encoding"] = "br";
    outgoing.writeHead(status, { ...sent, "content-length": String(bytes.length) });
    outgoing.end(incoming.method === "HEAD" ? undefined : bytes);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.headersSent || outgoing.writeHead(502, { server: "cloudflare", "cf-ray": ray() }).end("Bad gateway"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"]);
const fileEndings = /\.(svg|png|jpg|webp|avif|ico|woff2|webmanifest|txt|js|css)$/;

/** The rules of infra/cloudflare/cache.tf, the last one that fits first. */
function isFilePath(path: string): boolean {
  const pathname = path.split("?", 1)[0] ?? "";
  if (pathname.startsWith("/api/")) return false;
  return pathname.startsWith("/static/") || pathname.startsWith("/_next/static/") || fileEndings.test(pathname);
}

function isLeakSearch(path: string): boolean {
  return /^\/\.(git|env)/.test(path) || path.includes("/wp-") || /\.php$/.test(path.split("?", 1)[0] ?? "");
}

function ray(): string {
  return `${Math.random().toString(16).slice(2).padEnd(16, "0").slice(0, 16)}-FRA`;
}

function fetchFrom(origin: string, incoming: IncomingMessage): Promise<Omit<Kept, "until">> {
  const visitor = incoming.socket.remoteAddress ?? "127.0.0.1";
  const before = incoming.headers["x-forwarded-for"];
  const headers: IncomingHttpHeaders = {
    ...incoming.headers,
    // Answers are compressed here, for each asker as they can read it.
    "accept-encoding": "identity",
    "cf-connecting-ip": visitor,
    "x-forwarded-for": before ? `${String(before)}, ${visitor}` : visitor,
    "x-forwarded-proto": "https",
  };
  return new Promise((resolve, reject) => {
    const outgoing = ask(new URL(incoming.url ?? "/", origin), { method: incoming.method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }));
      answer.on("error", reject);
    });
    outgoing.on("error", reject);
    incoming.pipe(outgoing);
  });
}
