import "server-only";
import { createHash } from "node:crypto";
import { isAPIError } from "better-auth/api";
import { machineNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { proveAddress } from "@/lib/email-suppressions/prove-address";
import { takeFromRate } from "@/lib/rate-limits/take";
import type { UserDocument } from "@/lib/users/schema";
import { findUser } from "@/lib/users/store";
import { auth } from "./auth";
import { clearSignInAttempts } from "./lock";
import { passwordProblem } from "./password";
import { removeAddressLinks } from "./store";

/** Nobody's mailbox is to be filled through our form. */
const mailsPerAddress = { name: "reset-mail", limit: 3, window_seconds: 60 * 60 };

/** Leaves the mail in the outbox where the address has an account, and tells the caller nothing either way. */
export async function requestPasswordReset(email: string, now: Date): Promise<void> {
  const address = createHash("sha256").update(email).digest("hex");
  if (!(await takeFromRate(mailsPerAddress, address, now))) return;
  await auth().api.requestPasswordReset({ body: { email } });
}

/** Sets the password, ends every session of the person, takes back a change of address and unlocks the address. The token works once, for an hour. */
export async function resetPassword({ token, password, now }: { token: string; password: string; now: Date }): Promise<void> {
  const user = await findUserOfResetToken(token);
  if (!user) throw linkSpent();
  const problem = passwordProblem(password, user.email);
  if (problem) throw new AppError("invalid", problem, { fields: { password: problem } });
  await auth()
    .api.resetPassword({ body: { token, newPassword: password } })
    .catch((error: unknown) => {
      // Of two at once with the same token, one consumed it.
      if (isAPIError(error) && error.body?.code === "INVALID_TOKEN") throw linkSpent();
      throw error;
    });
  await removeAddressLinks({ user_id: user._id, kinds: ["address-change"] });
  await clearSignInAttempts(user.email);
  await proveAddress({ address: user.email, now });
}

/** Whose password a link may set, without using it up; null when it is unknown, used or past its hour. */
export async function findUserOfResetToken(token: string): Promise<UserDocument | null> {
  const { internalAdapter } = await auth().$context;
  const row = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  return row && row.expiresAt > machineNow() ? findUser(row.value) : null;
}

function linkSpent(): AppError {
  return new AppError("invalid", "This link was used already or is older than an hour. Ask for a new one.", { details: { reason: "link_spent" } });
}
