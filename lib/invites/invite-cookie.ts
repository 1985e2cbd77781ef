import "server-only";

/** Which invite brought somebody here, until they register: they look at the coach first, and may come back days later. */
const inviteCookie = "mh_invite";
const days = 30;

export function findInviteToken(cookieHeader: string | null): string | null {
  return /(?:^|;\s*)mh_invite=([\w-]{27})(?:;|$)/.exec(cookieHeader ?? "")?.[1] ?? null;
}

export function inviteCookieHeader(token: string, isSecure: boolean): string {
  return `${inviteCookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${days * 86_400}${isSecure ? "; Secure" : ""}`;
}

/** It has served. */
export function noInviteCookieHeader(isSecure: boolean): string {
  return `${inviteCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure ? "; Secure" : ""}`;
}
