import "server-only";
import { isAPIError } from "better-auth/api";
import { AppError } from "@/lib/core/errors";
import { track } from "@/lib/integrations/analytics/track";
import { noteSignup } from "@/lib/integrations/monitoring/business";
import { becomeCoach } from "@/lib/tutors/become-coach";
import { findUser, findUserByEmail } from "@/lib/users/store";
import { auth } from "./auth";
import type { Registration } from "./schema";
import type { SessionUser } from "./session";
import { toSessionUser } from "./session-user";

/** Makes the account, signs in at once, and leaves the welcome mail with its confirmation link in the outbox. */
export async function register(registration: Registration & { user_agent: string }, now: Date): Promise<{ user: SessionUser; cookies: string[] }> {
  const { name, email, password, role, market_id, timezone, user_agent } = registration;
  const { headers, response } = await auth()
    .api.signUpEmail({ body: { name, email, password, role, market_id, timezone, terms_accepted_at: now }, headers: new Headers({ "user-agent": user_agent }), returnHeaders: true })
    .catch(async (error: unknown) => {
      // The unique index decides between two at once; what is left after the loser's failure tells why it failed.
      if (isAPIError(error) && (await findUserByEmail(email))) throw addressTaken();
      throw error;
    });
  const user = await findUser(response.user.id);
  if (!user) throw new Error("an account was made and is gone");
  if (user.role === "tutor") await becomeCoach({ user_id: user._id, now });
  noteSignup({ role: user.role, market: user.market_id });
  track("user_signup", user._id, { role: user.role, market: user.market_id });
  return { user: toSessionUser(user), cookies: headers.getSetCookie() };
}

function addressTaken(): AppError {
  const message = "There is already an account for this address. Sign in, or reset the password.";
  return new AppError("conflict", message, { fields: { email: "There is already an account for this address." } });
}
