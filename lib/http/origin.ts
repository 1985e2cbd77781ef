import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { isFrontDoorWatched } from "./front-door";
import { peerHeader, visitorAddress } from "./visitor-address";

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

/** The address that rate limits count by: the visitor's, as far as the proxies of TRUSTED_PROXY can be believed about it. */
export function clientAddress({ headers }: Request): string {
  const peer = isFrontDoorWatched() ? headers.get(peerHeader) : null;
  return visitorAddress({ peer, forwarded_for: headers.get("x-forwarded-for"), cf_connecting_ip: headers.get("cf-connecting-ip") }, env().trusted_proxy);
}
