import "server-only";
import { isAPIError } from "better-auth/api";
import { AppError } from "@/lib/core/errors";
import { track } from "@/lib/integrations/analytics/track";
import { findUser } from "@/lib/users/store";
import { auth } from "./auth";
import { clearSignInAttempts, takeSignInAttempt } from "./lock";
import type { SessionUser } from "./session";
import { toSessionUser } from "./session-user";

type SignedIn = { user: SessionUser; cookies: string[] } | { two_factor_required: true; cookies: string[] };

/**
 * Signs in and gives the cookies of the new session; for somebody with an authenticator app the cookie of a sign-in that
 * waits for the code (verify-two-factor.ts), and no session yet. A wrong password and an unknown address fail alike, in words and,
 * since a hash is computed for both, in time.
 */
export async function signIn({ email, password, user_agent, now }: { email: string; password: string; user_agent: string; now: Date }): Promise<SignedIn> {
  await takeSignInAttempt(email, now);
  const { headers, response } = await auth()
    .api.signInEmail({ body: { email, password }, headers: new Headers({ "user-agent": user_agent }), returnHeaders: true })
    .catch((error: unknown) => {
      if (!isAPIError(error) || error.statusCode !== 401) throw error;
      throw new AppError("signed_out", "That address and password do not go together. Check both and try again.");
    });
  await clearSignInAttempts(email);
  const cookies = headers.getSetCookie();
  if ("twoFactorRedirect" in response) return { two_factor_required: true, cookies };
  const user = await findUser(response.user.id);
  if (!user) throw new Error("a session was made for a user who is gone");
  track("user_login", user._id, { role: user.role });
  return { user: toSessionUser(user), cookies };
}
