import "server-only";
import { track } from "@/lib/integrations/analytics/track";
import { findUser } from "@/lib/users/store";
import { addSecurityNotice } from "./add-security-notice";
import { findChallenge } from "./challenge";
import { checkCode, signInAgain } from "./check-code";
import type { TwoFactorCode } from "./schema";
import type { SessionUser } from "./session";
import { toSessionUser } from "./session-user";
import { userAgentOf } from "./user-agent";

/** The second half of signing in: the code of the app, or a recovery code, makes the session that the password began. */
export async function verifyTwoFactor({ headers, now, ...code }: TwoFactorCode & { headers: Headers; now: Date }): Promise<{ user: SessionUser; cookies: string[] }> {
  const challenge = await findChallenge(headers);
  if (!challenge) throw signInAgain();
  const { user_id, cookie } = challenge;
  const cookies = await checkCode({ ...code, user_id, headers: new Headers({ cookie, "user-agent": userAgentOf(headers) }), now });
  const user = await findUser(user_id);
  if (!user) throw new Error("a session was made for a user who is gone");
  if (code.recovery_code) await addSecurityNotice({ user_id, what: "recovery_code_used", now });
  track("user_login", user._id, { role: user.role });
  return { user: toSessionUser(user), cookies };
}
