import { describe, expect, it } from "vitest";
import { parseTrustedProxy } from "@/lib/config/trusted-proxy";
import { visitorAddress } from "./visitor-address";

const visitor = "198.51.100.20";
const edge = "104.16.5.5";
const forged = "192.0.2.66";

type Said = Parameters<typeof visitorAddress>[0];
const of = (trusted: string, said: Partial<Said>) =>
  visitorAddress({ peer: null, forwarded_for: null, cf_connecting_ip: null, ...said }, parseTrustedProxy(trusted));

describe("whom a request is counted for", () => {
  it.each<[string, string, Partial<Said>, string]>([
    ["the other end, where it is nobody's proxy", "private", { peer: visitor, forwarded_for: forged, cf_connecting_ip: forged }, visitor],
    ["the other end, where nobody is trusted", "none", { peer: "10.0.0.1", forwarded_for: visitor }, "10.0.0.1"],
    ["what the router of the house appended", "private", { peer: "10.0.0.1", forwarded_for: `${forged}, ${visitor}` }, visitor],
    ["what stands before two routers", "private", { peer: "::ffff:10.0.0.1", forwarded_for: `${forged}, ${visitor}, 10.0.0.2` }, visitor],
    [
      "CF-Connecting-IP, where Cloudflare is configured and speaks",
      "cloudflare",
      { peer: edge, forwarded_for: `${forged}, 203.0.113.1`, cf_connecting_ip: visitor },
      visitor,
    ],
    ["what Cloudflare appended, where it says nothing more", "cloudflare", { peer: edge, forwarded_for: `${forged}, ${visitor}` }, visitor],
    [
      "CF-Connecting-IP, behind Cloudflare and a router",
      "cloudflare, private",
      { peer: "10.0.0.1", forwarded_for: `${visitor}, ${edge}`, cf_connecting_ip: visitor },
      visitor,
    ],
    [
      "the other end, where somebody plays Cloudflare past it",
      "cloudflare",
      { peer: "203.0.113.9", forwarded_for: edge, cf_connecting_ip: forged },
      "203.0.113.9",
    ],
    ["the other end, where Cloudflare is there and not configured", "private", { peer: edge, cf_connecting_ip: forged }, edge],
    ["never CF-Connecting-IP behind another proxy", "203.0.113.0/24", { peer: "203.0.113.9", forwarded_for: visitor, cf_connecting_ip: forged }, visitor],
    [
      "what Cloudflare appended, where CF-Connecting-IP is no address",
      "cloudflare",
      { peer: edge, forwarded_for: visitor, cf_connecting_ip: "<script>" },
      visitor,
    ],
    ["the farthest proxy, where all are", "private", { peer: "127.0.0.1", forwarded_for: "10.0.0.9, 10.0.0.1" }, "10.0.0.9"],
    ["the last entry, where nobody looked at the connection", "private", { forwarded_for: `${forged}, ${visitor}` }, visitor],
    ["one counter for all, where there is nothing", "private", {}, "unknown"],
    ["an address without its port and brackets", "private", { peer: "127.0.0.1", forwarded_for: "[2001:DB8::1]:443" }, "2001:db8::1"],
  ])("is %s", (_title, trusted, said, expected) => {
    expect(of(trusted, said)).toBe(expected);
  });
});
