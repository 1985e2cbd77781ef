import "server-only";
import { auth } from "./auth";

/** A sign-in whose password was right and whose code is still to come. */
export interface Challenge {
  user_id: string;
  /** Only the challenge's own cookie: with a session beside it, better-auth would take the code for that session's person. */
  cookie: string;
}

/**
 * Whose sign-in the cookie of these headers holds, or null. Read before better-auth checks the cookie's signature and age:
 * its value is a random one that only the right password was answered with, and it decides nothing but whose attempts are counted.
 */
export async function findChallenge(headers: Headers): Promise<Challenge | null> {
  const { createAuthCookie, internalAdapter } = await auth().$context;
  const { name } = createAuthCookie("two_factor");
  const cookie = (headers.get("cookie") ?? "")
    .split(/;\s*/)
    .find((pair) => pair.startsWith(`${name}=`));
  const identifier = /^2fa-[\w-]+/.exec(cookie?.slice(name.length + 1) ?? "")?.[0];
  const row = identifier ? await internalAdapter.findVerificationValue(identifier) : null;
  return cookie && row ? { user_id: row.value, cookie } : null;
}
