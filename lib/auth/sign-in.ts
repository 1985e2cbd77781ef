import "server-only";
import { isAPIError } from "better-auth/api";
import { AppError } from "@/lib/core/errors";
import { track } from "@/lib/integrations/analytics/track";
import { findUser } from "@/lib/users/store";
import { auth } from "./auth";
import { clearSignInAttempts, takeSignInAttempt } from "./lock";
import type { SessionUser } from "./session";
import { toSessionUser } from "./session-user";

/**
 * Signs in and gives the cookies of the new session. A wrong password and an unknown address fail alike, in words and,
 * since a hash is computed for both, in time.
 */
export async function signIn({ email, password, now }: { email: string; password: string; now: Date }): Promise<{ user: SessionUser; cookies: string[] }> {
  await takeSignInAttempt(email, now);
  const { headers, response } = await auth()
    .api.signInEmail({ body: { email, password }, returnHeaders: true })
    .catch((error: unknown) => {
      if (!isAPIError(error) || error.statusCode !== 401) throw error;
      throw new AppError("signed_out", "That address and password do not go together. Check both and try again.");
    });
  await clearSignInAttempts(email);
  const user = await findUser(response.user.id);
  if (!user) throw new Error("a session was made for a user who is gone");
  track("user_login", user._id, { role: user.role });
  return { user: toSessionUser(user), cookies: headers.getSetCookie() };
}
