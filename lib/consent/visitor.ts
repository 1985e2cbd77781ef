/** Under which a browser's steps are told apart, once it said yes to statistics; means nothing anywhere else. */
const visitorCookieName = "mh_visitor";
const year_seconds = 31_536_000;

export function visitorCookie(visitorId: string, isSecure: boolean): string {
  return `${visitorCookieName}=${visitorId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${year_seconds}${isSecure ? "; Secure" : ""}`;
}

export function forgetVisitorCookie(isSecure: boolean): string {
  return `${visitorCookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure ? "; Secure" : ""}`;
}

/** Null where this browser has none, or something that we did not write. */
export function findVisitorId(cookieHeader: string | null): string | null {
  return new RegExp(`(?:^|;\\s*)${visitorCookieName}=(visitor_[0-9a-z]{24})(?:;|$)`).exec(cookieHeader ?? "")?.[1] ?? null;
}
