import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";

/**
 * OWASP's check against cross-site request forgery: a changing request that a browser sends names its origin, and it
 * must be ours. A client without either header carries no cookies of a browser.
 */
export function requireOwnOrigin(request: Request): void {
  const refused = new AppError("forbidden", "This request came from another site.");
  const origin = request.headers.get("origin");
  if (origin === null) {
    const site = request.headers.get("sec-fetch-site");
    if (site !== null && site !== "same-origin" && site !== "none") throw refused;
    return;
  }
  const own = [request.headers.get("host"), new URL(env().app_url).host];
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host)) throw refused;
}

/** The address that rate limits count by: what the nearest proxy appended, since the rest is the client's own word. */
export function clientAddress(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
