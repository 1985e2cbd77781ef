import "server-only";

/**
 * A visitor who takes a time before registering holds it under an unguessable id that only their browser knows; the
 * account they make then takes the hold over (claim-hold.ts).
 */
export const guestCookie = "mh_guest";

export function findGuestId(cookieHeader: string | null): string | null {
  const match = /(?:^|;\s*)mh_guest=(guest_[0-9a-z]{24})(?:;|$)/.exec(cookieHeader ?? "");
  return match?.[1] ?? null;
}

/** Session cookie: of no use once the browser is closed, since the hold lasts minutes. */
export function guestCookieHeader(guestId: string, isSecure: boolean): string {
  return `${guestCookie}=${guestId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400${isSecure ? "; Secure" : ""}`;
}
