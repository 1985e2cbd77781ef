import { caching, keptSeconds } from "@/lib/http/caching";
import { askPage, type PageAnswer } from "./ask-page";

export interface SiteRow {
  name: string;
  wanted: string;
  seen: string;
  /** "unseen": it cannot be told from outside. */
  verdict: "good" | "bad" | "unseen";
}

/**
 * Looks at a running site as a stranger does and compares it with infra/cloudflare and lib/http/caching.ts. Asks about a dozen
 * times and changes nothing but its own cookie. A site that does not answer is one row that says so.
 */
export async function checkSite(site: URL): Promise<SiteRow[]> {
  const ask = (path: string, init: RequestInit = {}) => askPage(new URL(path, site), init);
  const page = await ask("/", { headers: { "accept-encoding": "br" } });
  if (page.status === 0) return [{ name: "The site answers", wanted: "200", seen: page.failure ?? "nothing", verdict: "bad" }];
  const file = /\/_next\/static\/[^"'\\ ]+\.js/.exec(page.body)?.[0] ?? "/_next/static/none.js";
  const twice = async (path: string) => (await ask(path), ask(path));
  const [script, drawing, api, signIn, noFile, leak, cookie] = await Promise.all([
    twice(file),
    twice("/icon.svg"),
    twice("/api/health/integrations"),
    twice("/sign-in"),
    twice("/portraits/nobody-has-this-name.svg"),
    ask("/.git/config"),
    ask("/api/consent", { method: "POST", headers: { origin: site.origin, "content-type": "application/json" }, body: '{"statistics":false}' }),
  ]);
  return [
    row("Behind Cloudflare", "server: cloudflare, cf-ray", page, ["server", "cf-ray"], (h) => h.server === "cloudflare" && Boolean(h["cf-ray"])),
    ...(site.protocol === "https:"
      ? [await redirectRow(site), hstsRow(page)]
      : [unseen("Always HTTPS", "301 to https"), unseen("Strict transport security", "a year or more")]),
    row("Brotli", "content-encoding: br", page, ["content-encoding"], (h) => h["content-encoding"] === "br"),
    row(
      "The build's files are kept for a month",
      `HIT, max-age of ${keptSeconds.static} or more`,
      script,
      ["cf-cache-status", "cache-control"],
      (h) => h["cf-cache-status"] === "HIT" && maxAge(h) >= keptSeconds.static,
    ),
    row(
      "Public files: 4 hours here, a day at the edge",
      `HIT, ${caching.publicFile}`,
      drawing,
      ["cf-cache-status", "cache-control"],
      (h) => h["cf-cache-status"] === "HIT" && maxAge(h) === keptSeconds.browser && (h["cache-control"] ?? "").includes(`s-maxage=${keptSeconds.edge}`),
    ),
    row("/api/* is never kept", "DYNAMIC or BYPASS, no-store", api, ["cf-cache-status", "cache-control"], isNotKept),
    row("Pages are never kept", "DYNAMIC or BYPASS, private, no-store", signIn, ["cf-cache-status", "cache-control"], (h) => isNotKept(h) && isPrivate(h)),
    row("Pages depend on the cookie", "vary: … Cookie", signIn, ["vary"], (h) => /\bcookie\b/i.test(h.vary ?? "")),
    row("A page named like a file is not kept", "BYPASS, private, no-store", noFile, ["cf-cache-status", "cache-control"], (h) => isNotKept(h) && isPrivate(h)),
    cookieRow(cookie, site),
    row(
      "Searches for forgotten files end at the firewall",
      "403 from Cloudflare",
      leak,
      ["cf-ray"],
      (h) => leak.status === 403 && Boolean(h["cf-ray"]) && !h["x-frame-options"],
      leak.status,
    ),
  ];
}

type Headers = PageAnswer["headers"];

function row(name: string, wanted: string, { headers }: PageAnswer, shown: string[], isGood: (headers: Headers) => boolean, status?: number): SiteRow {
  const seen = [
    ...(status ? [String(status)] : []),
    ...shown.map((header) => (shown.length === 1 && headers[header] ? headers[header] : `${header}: ${headers[header] ?? "none"}`)),
  ].join(", ");
  return { name, wanted, seen, verdict: isGood(headers) ? "good" : "bad" };
}

function unseen(name: string, wanted: string): SiteRow {
  return { name, wanted, seen: "not asked: the address is plain http", verdict: "unseen" };
}

async function redirectRow(site: URL): Promise<SiteRow> {
  const { status, headers } = await askPage(new URL(`http://${site.hostname}/`));
  const isGood = (status === 301 || status === 308) && (headers.location ?? "").startsWith("https://");
  return { name: "Always HTTPS", wanted: "301 to https", seen: `${status} ${headers.location ?? ""}`.trim(), verdict: isGood ? "good" : "bad" };
}

function hstsRow(page: PageAnswer): SiteRow {
  return row(
    "Strict transport security",
    "a year or more",
    page,
    ["strict-transport-security"],
    (h) => Number(/max-age=(\d+)/.exec(h["strict-transport-security"] ?? "")?.[1] ?? 0) >= 31_536_000,
  );
}

function cookieRow({ headers }: PageAnswer, site: URL): SiteRow {
  const cookie = headers["set-cookie"] ?? "";
  const wanted = ["HttpOnly", "SameSite", ...(site.protocol === "https:" ? ["Secure"] : [])];
  const isGood = cookie !== "" && wanted.every((part) => new RegExp(`;\\s*${part}`, "i").test(cookie)) && isNotKept(headers);
  return {
    name: "Cookies",
    wanted: `${wanted.join(", ")}, never kept`,
    seen: cookie === "" ? "none" : cookie.replace(/=[^;]*/, "=…"),
    verdict: isGood ? "good" : "bad",
  };
}

function isNotKept(headers: Headers): boolean {
  return !["HIT", "MISS", "EXPIRED", "STALE", "REVALIDATED"].includes(headers["cf-cache-status"] ?? "") && /no-store/.test(headers["cache-control"] ?? "");
}

function isPrivate(headers: Headers): boolean {
  return /\bprivate\b/.test(headers["cache-control"] ?? "");
}

function maxAge(headers: Headers): number {
  return Number(/(?:^|[ ,])max-age=(\d+)/.exec(headers["cache-control"] ?? "")?.[1] ?? 0);
}
