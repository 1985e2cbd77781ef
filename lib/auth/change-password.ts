import "server-only";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { auth } from "./auth";
import { addSecurityNotice } from "./add-security-notice";
import { passwordProblem } from "./password";
import { requirePassword } from "./require-password";
import type { SessionUser } from "./session";
import { endSessions, removeAddressLinks, replacePasswordHash } from "./store";

interface PasswordChange {
  user: SessionUser;
  session_id: string | null;
  current: string;
  next: string;
  sign_out_others: boolean;
  now: Date;
}

/**
 * Sets the password of a signed-in person and says so by mail. A change of address that waits for its link is taken back:
 * who mends their account by a new password must not lose it to a link that somebody else asked for.
 */
export async function changePassword({ user, session_id, current, next, sign_out_others, now }: PasswordChange): Promise<{ ended_sessions: number }> {
  const problem = passwordProblem(next, user.email);
  if (problem) throw new AppError("invalid", problem, { fields: { next: problem } });
  const from = await requirePassword({ user, password: current, field: "current", now });
  if (current === next) throw new AppError("invalid", "That is the password you have.", { fields: { next: "That is the password you have." } });
  const { password } = await auth().$context;
  const to = await password.hash(next);

  return withTransaction(async (session) => {
    if (!(await replacePasswordHash({ user_id: user.id, from, to, now, session }))) {
      throw new AppError("conflict", "The password was changed in another window just now.");
    }
    await removeAddressLinks({ user_id: user.id, kinds: ["address-change"], session });
    await addSecurityNotice({ user_id: user.id, what: "password_changed", now, session });
    const ended_sessions = sign_out_others ? await endSessions({ user_id: user.id, except: session_id, session }) : 0;
    return { ended_sessions };
  });
}
