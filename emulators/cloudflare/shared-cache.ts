import type { IncomingHttpHeaders } from "node:http";

/**
 * For how many seconds a shared cache may keep an answer: RFC 9111, 3 and 4.2, and like Cloudflare nothing that sets a cookie. 0 where
 * it may not. A careless one keeps for a minute whatever it gets.
 */
export function mayKeep(headers: IncomingHttpHeaders, { is_careless }: { is_careless: boolean }): number {
  if (is_careless) return 60;
  const directives = readDirectives(headers["cache-control"] ?? "");
  if (["no-store", "private", "no-cache"].some((name) => directives.has(name)) || headers["set-cookie"] || headers.vary === "*") return 0;
  const seconds = Number(directives.get("s-maxage") ?? directives.get("max-age") ?? NaN);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

function readDirectives(text: string): Map<string, string> {
  const pairs = text
    .toLowerCase()
    .split(",")
    .map((part) => part.trim().split("=", 2));
  return new Map(pairs.map(([name = "", value = ""]) => [name, value.replaceAll('"', "")]));
}
