import { createHook } from "node:async_hooks";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import net, { type AddressInfo, type LookupFunction } from "node:net";
import tls from "node:tls";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { policy } from "@/lib/config/policy";
import { CalendarFailure } from "./calendar-failure";
import { isPublicAddress } from "./public-address";
import { type Network, readAddress } from "./read-address";

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
const server = createServer((request, response) => answer(request, response));
let connections = 0;
server.on("connection", () => (connections += 1));
const port = () => (server.address() as AddressInfo).port;

/** Every TCP connection that this process begins to make, whether or not somebody is there: Node makes one such thing for each. */
let begun: { address?: string }[] = [];
const watch = createHook({ init: (_id, type, _trigger, resource) => void (type === "TCPCONNECTWRAP" && begun.push(resource)) });
const attempts = () => begun.map(({ address }) => address).filter((address) => address !== "127.0.0.1");

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "::", resolve)));
beforeEach(() => {
  watch.enable();
  begun = [];
  connections = 0;
});
afterEach(() => void watch.disable());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A name server with these names, each with the answers that it gives one after another; the last one stays. */
function names(zone: Record<string, string[][]>): LookupFunction {
  const asked: Record<string, number> = {};
  return (hostname, options, callback) => {
    const answers = zone[hostname] ?? [];
    const turn = asked[hostname] ?? 0;
    asked[hostname] = turn + 1;
    const addresses = (answers[Math.min(turn, answers.length - 1)] ?? []).map((address) => ({ address, family: net.isIP(address) }));
    if (addresses.length === 0) return callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), "");
    if (options.all) return callback(null, addresses);
    callback(null, addresses[0]?.address ?? "", addresses[0]?.family);
  };
}

/** The strict network, but for the port, so that what it lets through would arrive at the listening server. */
function strict(zone: Record<string, string[][]> = {}): Network {
  return { lookup: names(zone), isAllowed: isPublicAddress, connect: (options) => tls.connect({ ...options, port: port() }) };
}

/** Leads every public name to the listening server, in plain HTTP; what an address is, is still asked of the strict rule. */
const toServer: Network = {
  lookup: names({ "calendar.example": [["93.184.216.34"]], "other.example": [["93.184.216.35"]] }),
  isAllowed: isPublicAddress,
  connect: ({ lookup, host = "" }) => {
    const arrives: LookupFunction = (hostname, options, callback) =>
      lookup?.(hostname, options, (error) => (options.all ? callback(error, [{ address: "127.0.0.1", family: 4 }]) : callback(error, "127.0.0.1", 4)));
    return net.connect({ host, port: port(), lookup: arrives });
  },
};

async function refusal(address: string, network?: Network): Promise<string> {
  const error = await readAddress(address, network).then(
    () => new Error("it was read"),
    (failure: unknown) => failure,
  );
  if (error instanceof CalendarFailure) return error.message;
  throw error;
}

const inside = [
  "127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "0", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
  "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fd00::1]", "[::]", "１２７.０.０.１", "127.0.0.1.", "224.0.0.1", "255.255.255.255",
];
const namesInside: Record<string, string[][]> = {
  localhost: [["::1", "127.0.0.1"]],
  "localhost.": [["127.0.0.1"]],
  "metadata.example": [["169.254.169.254"]],
  "private.example": [["10.1.2.3"]],
  "mapped.example": [["::ffff:127.0.0.1"]],
  "both.example": [["93.184.216.34", "127.0.0.1"]],
  "unique-local.example": [["fd00::1"]],
};

const refused = "This address does not lead to the open internet.";

describe("an address inside", () => {
  it.each([...inside, ...Object.keys(namesInside)])("is not connected to: %s", async (host) => {
    expect(await refusal(`https://${host}/basic.ics`, strict(namesInside))).toBe(refused);
    expect(begun).toEqual([]);
    expect(connections).toBe(0);
  });

  it.each(["localhost", "127.0.0.1", "[::1]"])("is not connected to by the network that is used where none is named: %s", async (host) => {
    expect(await refusal(`https://${host}/basic.ics`)).toBe(refused);
    expect(begun).toEqual([]);
  });

  it.each([...inside, ...Object.keys(namesInside)])("is not connected to by a redirect: %s", async (host) => {
    const elsewhere = strict(namesInside);
    const isStart = (name: string | undefined) => name === "calendar.example";
    const network: Network = {
      lookup: (hostname, options, callback) => (isStart(hostname) ? toServer : elsewhere).lookup(hostname, options, callback),
      isAllowed: isPublicAddress,
      connect: (options) => (isStart(options.host) ? toServer : elsewhere).connect(options),
    };
    answer = (_request, response) => void response.writeHead(302, { location: `https://${/^[\x20-\x7e]+$/.test(host) ? host : encodeURIComponent(host)}/secret` }).end();
    expect(await refusal("https://calendar.example/basic.ics", network)).toBe(refused);
    // The one that brought the redirect.
    expect(begun).toHaveLength(1);
    expect(connections).toBe(1);
  });

  it("gains nothing from a name that is public at first and private then", async () => {
    const network = strict({ "rebind.example": [["93.184.216.34"], ["127.0.0.1"]] });
    // The first answer: somebody asks the name before us, as a check before the request would.
    await new Promise<void>((resolve) => network.lookup("rebind.example", { all: true }, () => resolve()));
    expect(await refusal("https://rebind.example/basic.ics", network)).toBe(refused);
    expect(begun).toEqual([]);
  });

  it("gains nothing from a name that turns private between a redirect and the next request", async () => {
    const network = { ...toServer, lookup: names({ "calendar.example": [["93.184.216.34"], ["127.0.0.1"]] }) };
    answer = (_request, response) => void response.writeHead(302, { location: "/again" }).end();
    expect(await refusal("https://calendar.example/basic.ics", network)).toBe(refused);
    expect(connections).toBe(1);
  });

  it("asks a name once and connects to the very address that was looked at", async () => {
    const network = strict({ "rebind.example": [["93.184.216.34"], ["127.0.0.1"]] });
    const connect: Network["connect"] = (options) => {
      const socket = network.connect(options);
      return socket.on("lookup", () => setImmediate(() => socket.destroy()));
    };
    await refusal("https://rebind.example/basic.ics", { ...network, connect });
    expect(attempts()).toEqual(["93.184.216.34"]);
    expect(connections).toBe(0);
  });
});

describe("an address that is refused by its looks", () => {
  it.each([
    ["http://calendar.example/basic.ics", "The address must begin with https:// or webcal://."],
    ["ftp://calendar.example/basic.ics", "The address must begin with https:// or webcal://."],
    ["file:///etc/passwd", "The address must begin with https:// or webcal://."],
    ["data:text/calendar,BEGIN:VCALENDAR", "The address must begin with https:// or webcal://."],
    ["https://amara:secret@calendar.example/basic.ics", "The address must not carry a name or a password."],
    ["https://amara@calendar.example/basic.ics", "The address must not carry a name or a password."],
    ["https://calendar.example:8443/basic.ics", "The address must not name a port."],
    ["calendar.example/basic.ics", "This is not an address."],
    ["https://", "This is not an address."],
    [`https://calendar.example/${"x".repeat(2_000)}`, "This is not an address."],
  ])("%s", async (address, sentence) => {
    expect(await refusal(address, toServer)).toBe(sentence);
    expect(connections).toBe(0);
  });
});

describe("reading", () => {
  it.each(["https://calendar.example/basic.ics", "webcal://calendar.example/basic.ics", "https://calendar.example:443/basic.ics", "  https://calendar.example/basic.ics\n"])("finds the calendar at %j", async (address) => {
    let asked: IncomingMessage["headers"] = {};
    answer = (request, response) => {
      asked = request.headers;
      response.end(`\uFEFF${calendar}`);
    };
    expect(await readAddress(address, toServer)).toBe(calendar);
    expect(asked).toMatchObject({ host: "calendar.example", "accept-encoding": "identity" });
    expect(asked.cookie ?? asked.authorization ?? asked.referer).toBeUndefined();
  });

  it("follows three redirects and not a fourth", async () => {
    const redirecting = (times: number) => (request: IncomingMessage, response: ServerResponse) => {
      const step = Number(request.url?.slice(1) || 0);
      if (step < times) response.writeHead([301, 302, 307, 308][step] ?? 302, { location: step === 1 ? `https://other.example/${step + 1}` : `/${step + 1}` }).end("away");
      else response.end(calendar);
    };
    answer = redirecting(3);
    expect(await readAddress("https://calendar.example/0", toServer)).toBe(calendar);
    answer = redirecting(4);
    expect(await refusal("https://calendar.example/0", toServer)).toBe("This address leads from one place to the next without an end.");
  });

  it.each(["http://calendar.example/x", "webcal://calendar.example/x", "//me:word@calendar.example/", "https://calendar.example:22/", "javascript:alert(1)", "http://[broken"])("does not follow a redirect to %s", async (location) => {
    let asked = 0;
    answer = (_request, response) => {
      asked += 1;
      response.writeHead(302, { location }).end();
    };
    await refusal("https://calendar.example/", toServer);
    expect(asked).toBe(1);
  });

  it.each([401, 403, 404, 410, 429, 500, 503, 304, 302])("says in a sentence what a server means by %i", async (status) => {
    answer = (_request, response) => void response.writeHead(status).end();
    expect(await refusal("https://calendar.example/", toServer)).toMatch(/^[A-Z].+\.$/);
  });

  it("stops at 2 MB, whatever length was promised", async () => {
    let sent = 0;
    answer = (_request, response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" });
      response.write("BEGIN:VCALENDAR\r\n");
      const more = () => {
        sent += 65_536;
        if (sent < 64 * 1024 ** 2 && !response.destroyed) response.write("X".repeat(65_536), more);
      };
      more();
    };
    expect(await refusal("https://calendar.example/", toServer)).toBe("The calendar is larger than 2 MB.");
    expect(sent).toBeLessThan(16 * 1024 ** 2);
  });

  it("unpacks nothing", async () => {
    answer = (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(calendar));
    expect(await refusal("https://calendar.example/", toServer)).toBe("The calendar's server sends it packed, which we did not ask for.");
  });

  it.each([
    ["<!DOCTYPE html><title>Sign in</title>", "This address leads to a web page, not to a calendar. Look for its iCal or ICS address."],
    ['{"error":"no"}', "What is at this address is not a calendar."],
    ["", "What is at this address is not a calendar."],
    ["BEGIN:VCARD\r\nEND:VCARD", "What is at this address is not a calendar."],
  ])("takes %j for no calendar", async (body, sentence) => {
    answer = (_request, response) => void response.writeHead(200, { "content-type": "text/calendar" }).end(body);
    expect(await refusal("https://calendar.example/", toServer)).toBe(sentence);
  });

  it("gives up after five seconds in all, also on a server that drips or redirects slowly", async () => {
    answer = (request, response) => {
      if (request.url === "/slow") {
        setTimeout(() => void response.writeHead(302, { location: "/drip" }).end(), 2_500);
        return;
      }
      response.write("BEGIN:VCALENDAR\r\n");
      const drip = setInterval(() => response.write("X"), 200);
      response.on("close", () => clearInterval(drip));
    };
    const began = performance.now();
    expect(await refusal("https://calendar.example/slow", toServer)).toBe("The calendar did not come within 5 seconds.");
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(policy.calendar_read_ms - 100);
    expect(took).toBeLessThan(policy.calendar_read_ms + 1_500);
  });

  it("says so where nobody answers and where there is no such name", async () => {
    expect(await refusal("https://nobody.example/", toServer)).toBe("There is no server of this name.");
    const closed = { ...toServer, connect: () => net.connect({ host: "127.0.0.1", port: 1 }) };
    expect(await refusal("https://calendar.example/", closed)).toBe("The calendar's server could not be reached.");
    answer = (_request, response) => void response.destroy();
    expect(await refusal("https://calendar.example/", toServer)).toBe("The calendar's server could not be reached.");
  });
});
