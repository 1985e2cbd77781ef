import "server-only";
import dns from "node:dns";
import https from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP, type LookupFunction, type Socket } from "node:net";
import tls from "node:tls";
import { policy } from "@/lib/config/policy";
import { CalendarFailure } from "./calendar-failure";
import { isPublicAddress } from "./public-address";

/** How the internet is reached. Whoever passes another one decides what may be reached through it. */
export interface Network {
  lookup: LookupFunction;
  isAllowed: (address: string) => boolean;
  connect: (options: tls.ConnectionOptions) => Socket;
}

const internet: Network = { lookup: dns.lookup as LookupFunction, isAllowed: isPublicAddress, connect: (options) => tls.connect(options) };

/**
 * The text of the calendar at an address that a coach typed, or a CalendarFailure. It must lead to nothing but a calendar
 * in the open internet: https on its usual port, no name or password, and only addresses that are public. These are
 * looked at where the socket is made (`guarded`): the socket connects to the very addresses that were looked at, so a
 * name that answers otherwise the second time gains nothing. Each redirect is a new address and is treated as one.
 */
export async function readAddress(address: string, network: Network = internet): Promise<string> {
  const signal = AbortSignal.timeout(policy.calendar_read_ms);
  try {
    let url = safeUrl(httpsAddress(address), network);
    for (let redirects = 0; ; redirects += 1) {
      const response = await request(url, { network, signal });
      const next = redirectOf(response);
      if (next === null) return await calendarOf(response);
      response.destroy();
      if (redirects === policy.calendar_redirects_max) throw new CalendarFailure("This address leads from one place to the next without an end.");
      url = safeUrl(URL.canParse(next, url) ? new URL(next, url).href : next, network);
    }
  } catch (error) {
    if (error instanceof CalendarFailure) throw error;
    if (signal.aborted) throw new CalendarFailure(`The calendar did not come within ${policy.calendar_read_ms / 1_000} seconds.`);
    throw new CalendarFailure(sentenceOf(error));
  }
}

/** "webcal://…" is how calendar programs write "https://…, and subscribe to it". */
export function httpsAddress(text: string): string {
  return text.trim().replace(/^webcals?:/i, "https:");
}

/** The host as the URL standard writes it: 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 by now. */
function safeUrl(text: string, network: Network): URL {
  if (text.length > policy.calendar_address_max_characters || !URL.canParse(text)) throw new CalendarFailure("This is not an address.");
  const url = new URL(text);
  if (url.protocol !== "https:") throw new CalendarFailure("The address must begin with https:// or webcal://.");
  if (url.username || url.password) throw new CalendarFailure("The address must not carry a name or a password.");
  if (url.port !== "") throw new CalendarFailure("The address must not name a port.");
  // A literal address is never looked up, so `guarded` would not see it.
  const host = hostOf(url);
  if (isIP(host) !== 0 && !network.isAllowed(host)) throw notPublic();
  return url;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function notPublic(): CalendarFailure {
  return new CalendarFailure("This address does not lead to the open internet.");
}

function request(url: URL, { network, signal }: { network: Network; signal: AbortSignal }): Promise<IncomingMessage> {
  const host = hostOf(url);
  const headers = {
    accept: "text/calendar, */*;q=0.5",
    // A small answer that unpacks to gigabytes is not asked for, and not unpacked if it comes.
    "accept-encoding": "identity",
    "user-agent": "MaestroHub calendar reader",
  };
  // Made here and not by an agent: none is shared, none keeps a socket, none listens to a proxy of the environment.
  const createConnection = () =>
    network.connect({ host, port: 443, servername: isIP(host) === 0 ? host : "", ALPNProtocols: ["http/1.1"], lookup: guarded(network), rejectUnauthorized: true });
  return new Promise((resolve, reject) => {
    https.request(url, { method: "GET", headers, signal, createConnection, defaultPort: 443 }).on("response", resolve).on("error", reject).end();
  });
}

/** Refuses a name as soon as one of its addresses is not public. */
function guarded({ lookup, isAllowed }: Network): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (addresses.every(isAllowed)) return callback(null, found, family);
      callback(notPublic(), found, family);
    });
  };
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? null) : null;
}

async function calendarOf(response: IncomingMessage): Promise<string> {
  const { statusCode = 0, headers } = response;
  const refuse = (sentence: string) => {
    response.destroy();
    return new CalendarFailure(sentence);
  };
  if (statusCode === 401 || statusCode === 403) throw refuse("The calendar is not open to us. Use its secret address, not the one of its page.");
  if (statusCode === 404 || statusCode === 410) throw refuse("There is no calendar at this address (any more).");
  if (statusCode !== 200) throw refuse(`The calendar's server answers with an error (${statusCode}).`);
  if ((headers["content-encoding"] ?? "identity") !== "identity") throw refuse("The calendar's server sends it packed, which we did not ask for.");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > policy.calendar_max_bytes) throw refuse(`The calendar is larger than ${policy.calendar_max_bytes / 1024 ** 2} MB.`);
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks)).trimStart();
  if (/^BEGIN:VCALENDAR\s/i.test(text)) return text;
  throw new CalendarFailure(/^<(!doctype|html|\?xml)/i.test(text) ? "This address leads to a web page, not to a calendar. Look for its iCal or ICS address." : "What is at this address is not a calendar.");
}

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "There is no server of this name.";
  if (code.startsWith("CERT_") || code.startsWith("ERR_TLS_") || code.includes("SELF_SIGNED") || code.includes("CERTIFICATE")) return "The server's certificate is not valid.";
  return "The calendar's server could not be reached.";
}
