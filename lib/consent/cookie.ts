/** Where a browser's choice about statistics is remembered; written by POST /api/consent only. */
const consentCookieName = "mh_consent";

/** Twelve months, after which we ask again: what nobody remembers having said is no consent. */
const year_seconds = 31_536_000;

/** For the server's eyes: pages learn the choice from what the server renders. */
export function consentCookie(allowed: boolean, isSecure: boolean): string {
  return `${consentCookieName}=${allowed ? "yes" : "no"}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${year_seconds}${isSecure ? "; Secure" : ""}`;
}

/** Null where this browser was not asked yet, or holds something that we did not write. */
export function readConsentCookie(cookieHeader: string | null): boolean | null {
  const said = new RegExp(`(?:^|;\\s*)${consentCookieName}=(yes|no)(?:;|$)`).exec(cookieHeader ?? "")?.[1];
  return said === undefined ? null : said === "yes";
}
