import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caching, keptSeconds, settleCaching } from "./caching";
import { watchFrontDoor } from "./front-door";
import { peerHeader } from "./visitor-address";

const settle = (answer: Partial<Parameters<typeof settleCaching>[0]>) =>
  settleCaching({ pathname: "/", status: 200, cache_control: undefined, vary: undefined, sets_cookie: false, ...answer });

describe("what may be kept of an answer", () => {
  it.each<[string, Parameters<typeof settle>[0], string]>([
    ["nothing, where nobody said anything", {}, caching.none],
    ["nothing of what sets a cookie, whatever it says", { cache_control: "public, max-age=60", sets_cookie: true }, caching.none],
    ["nothing of what sets a cookie and is private", { cache_control: "private, max-age=60", sets_cookie: true }, caching.none],
    ["nothing of a refusal that calls itself public", { pathname: "/portraits/none.svg", status: 404, cache_control: "public, max-age=60" }, caching.none],
    ["nothing of a page whose name ends like a file's", { pathname: "/portraits/none.svg", cache_control: "private, no-store" }, caching.none],
    ["nothing where a time is given and not for whom", { cache_control: "max-age=3600" }, caching.none],
    ["a public file, for four hours and a day", { pathname: "/portraits/a.svg", cache_control: "public, max-age=0" }, caching.publicFile],
    ["that a public file has not changed", { pathname: "/icon.svg", status: 304, cache_control: "public, max-age=0, must-revalidate" }, caching.publicFile],
    [
      "the build's own files, as Next says",
      { pathname: "/_next/static/a.js", cache_control: "public, max-age=31536000, immutable" },
      "public, max-age=31536000, immutable",
    ],
    [
      "a stored picture, as its route says",
      { pathname: "/api/images/a", cache_control: "public, max-age=0, must-revalidate" },
      "public, max-age=0, must-revalidate",
    ],
    ["a person's own calendar, by them", { pathname: "/api/calendar/x.ics", cache_control: "private, max-age=300" }, "private, max-age=300"],
  ])("is %s", (_title, answer, expected) => {
    expect(settle(answer).cache_control).toBe(expected);
  });

  it("depends on the cookie, except for files", () => {
    expect(settle({ vary: "rsc, Accept-Encoding" }).vary).toBe("rsc, Accept-Encoding, Cookie");
    expect(settle({}).vary).toBe("Cookie");
    expect(settle({ vary: "Accept, cookie" }).vary).toBe("Accept, cookie");
    expect(settle({ pathname: "/icon.svg", cache_control: "public", vary: "Accept-Encoding" }).vary).toBe("Accept-Encoding");
  });

  it("is the same for Cloudflare: its settings carry these very figures", () => {
    const infra = ["cache", "zone-settings"].map((name) => readFileSync(`infra/cloudflare/${name}.tf`, "utf8")).join("\n");
    expect(infra).toMatch(new RegExp(`browser_cache_ttl = ${keptSeconds.browser}\\b`));
    expect(infra).toMatch(new RegExp(`default = ${keptSeconds.static}\\b`));
  });
});

describe("the front door", () => {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    if (path === "/explicit") response.writeHead(200, { "Set-Cookie": "a=1", "Cache-Control": "public, max-age=60" });
    if (path === "/file") response.setHeader("cache-control", "public, max-age=60");
    response.end(String(request.headers[peerHeader]));
  });
  let url = "";
  beforeAll(async () => {
    watchFrontDoor();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it("holds for every answer of the process, however it was written", async () => {
    const cacheOf = async (path: string) => (await fetch(url + path)).headers.get("cache-control");
    expect([await cacheOf("/explicit"), await cacheOf("/implicit"), await cacheOf("/file")]).toEqual([caching.none, caching.none, "public, max-age=60"]);
  });

  it("says who is at the other end, over the head of whoever claims to be somebody", async () => {
    expect(await (await fetch(url, { headers: { [peerHeader]: "203.0.113.1" } })).text()).toBe("127.0.0.1");
  });
});
