import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Edge, startEdge } from "../../../emulators/cloudflare/edge";
import { createCloudflareEmulator } from "../../../emulators/cloudflare/cloudflare-emulator";
import { zone_id } from "../../../emulators/cloudflare/zone";
import { startServer } from "../../../emulators/server";
import { caching, settleCaching } from "@/lib/http/caching";
import { checkSite } from "./check-site";
import { checkZone } from "./check-zone";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A site with the headers that ours has, or those that one has whose maker never thought of a cache. */
const site =
  (isGood: boolean): RequestListener =>
  (request, response) => {
    const path = request.url ?? "/";
    const file = path === "/icon.svg" || path.startsWith("/_next/static/");
    const said = path.startsWith("/_next/static/") ? "public, max-age=31536000, immutable" : file ? "public, max-age=0" : undefined;
    const isCookie = path === "/api/consent";
    const status = path.startsWith("/portraits/") || path.startsWith("/.git") ? 404 : 200;
    response.statusCode = status;
    response.setHeader("x-frame-options", "DENY");
    response.setHeader("content-type", path.endsWith(".svg") ? "image/svg+xml" : path.endsWith(".js") ? "text/javascript" : "text/html");
    if (isCookie) response.setHeader("set-cookie", isGood ? "mh_consent=no; Path=/; HttpOnly; SameSite=Lax" : "mh_consent=no");
    if (isGood) {
      const { cache_control, vary } = settleCaching({ pathname: path, status, cache_control: said, vary: undefined, sets_cookie: isCookie });
      response.setHeader("cache-control", cache_control);
      if (vary) response.setHeader("vary", vary);
    }
    response.end(path === "/" ? '<script src="/_next/static/chunks/a1.js"></script>' : "hello");
  };

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function edgeBefore(origin: string, is_careless = false): Promise<Edge> {
  const edge = await startEdge({ origin, is_careless });
  open.push(edge);
  return edge;
}

const badRows = async (url: string) => (await checkSite(new URL(url))).filter(({ verdict }) => verdict === "bad").map(({ name }) => name);

describe("the comparison of a running site", () => {
  it("finds nothing wrong with headers like ours behind an edge like infra/cloudflare's", async () => {
    const rows = await checkSite(new URL((await edgeBefore(await listen(site(true)))).url));
    expect(rows.filter(({ verdict }) => verdict !== "good").map(({ name, verdict }) => [name, verdict])).toEqual([
      ["Always HTTPS", "unseen"],
      ["Strict transport security", "unseen"],
    ]);
    expect(rows.length).toBeGreaterThan(10);
  });

  it("names each thing that is wrong where a careless edge stands before careless headers", async () => {
    expect(await badRows((await edgeBefore(await listen(site(false)), true)).url)).toEqual([
      "Brotli",
      "The build's files are kept for a month",
      "Public files: 4 hours here, a day at the edge",
      "/api/* is never kept",
      "Pages are never kept",
      "Pages depend on the cookie",
      "A page named like a file is not kept",
      "Cookies",
      "Searches for forgotten files end at the firewall",
    ]);
  });

  it("says that Cloudflare is not there where it is not", async () => {
    expect(await badRows(await listen(site(true)))).toEqual(
      expect.arrayContaining(["Behind Cloudflare", "Brotli", "Searches for forgotten files end at the firewall"]),
    );
  });

  it("is one line where the site does not answer", async () => {
    expect(await checkSite(new URL("http://127.0.0.1:23"))).toMatchObject([
      { name: "The site answers", verdict: "bad", seen: expect.stringMatching(/ECONNREFUSED|bad port/) },
    ]);
  });
});

describe("the zone's own settings", () => {
  async function emulator() {
    const running = await startServer({ port: 0, data: null, emulators: [createCloudflareEmulator] });
    open.push(running);
    const access = { api_token: "cf-token-of-a-single-test", zone_id, api_url: `${running.url}/cloudflare/client/v4`, is_emulated: true };
    return { access, control: (body: object) => fetch(`${running.url}/_control/cloudflare/zone`, { method: "POST", body: JSON.stringify(body) }) };
  }

  it("are as they should be, and each that is not is named", async () => {
    const { access, control } = await emulator();
    expect((await checkZone(access)).map(({ verdict }) => verdict)).toEqual(Array.from({ length: 11 }, () => "good"));
    await control({
      settings: { ssl: "flexible", development_mode: "on" },
      bot_fight: false,
      without_rules: ["http_request_firewall_custom", "http_ratelimit"],
    });
    const bad = (await checkZone(access)).filter(({ verdict }) => verdict === "bad");
    expect(bad.map(({ name, seen }) => `${name}: ${seen}`)).toEqual([
      "SSL: flexible",
      "Development mode: on",
      "Bot fight: off",
      "Firewall rules: none",
      "Rate limits: none",
    ]);
  });

  it("are not asked for without a token, and a refused token is a line that says so", async () => {
    const { access } = await emulator();
    expect(await checkZone(null)).toMatchObject([{ verdict: "unseen" }]);
    expect(await checkZone({ ...access, api_token: "a.token.with.wrong.letters" })).toMatchObject([
      { verdict: "bad", seen: "Cloudflare: Invalid API Token (401)" },
    ]);
  });
});

it("the figures that the comparison goes by are the app's own", () => {
  expect(caching.publicFile).toBe("public, max-age=14400, s-maxage=86400");
});
