import { expect, it } from "vitest";
import { parseEnv } from "./env";
import { parseTrustedProxy } from "./trusted-proxy";

it.each([
  ["cloudflare", "104.16.0.1", true],
  ["cloudflare", "2606:4700::1111", true],
  ["cloudflare", "203.0.113.9", false],
  ["cloudflare", "127.0.0.1", false],
  ["private", "::1", true],
  ["private", "172.31.255.255", true],
  ["private", "172.32.0.0", false],
  ["none", "127.0.0.1", false],
  ["203.0.113.0/24, cloudflare", "203.0.113.9", true],
  ["203.0.113.7", "203.0.113.9", false],
  ["private", "not an address", false],
])("with TRUSTED_PROXY=%s, whether %s speaks for others is %s", (text, address, trusted) => {
  expect(parseTrustedProxy(text).trusts(address)).toBe(trusted);
});

it("an address of Cloudflare's is Cloudflare only where that was said", () => {
  expect(parseTrustedProxy("104.16.0.0/13").isCloudflare("104.16.0.1")).toBe(false);
  expect(parseTrustedProxy("private, cloudflare").isCloudflare("104.16.0.1")).toBe(true);
});

it.each(["cloudflar", "10.0.0.0/33", "10.0.0.0/", "::1/129", "300.1.1.1"])("%s is refused at start-up", (text) => {
  expect(() => parseEnv({ TRUSTED_PROXY: text })).toThrow(/TRUSTED_PROXY may hold/);
});

it("without a word, this machine and private networks are trusted", () => {
  const { trusted_proxy } = parseEnv({});
  expect([trusted_proxy.trusts("127.0.0.1"), trusted_proxy.trusts("8.8.8.8"), trusted_proxy.includes_cloudflare]).toEqual([true, false, false]);
});
