import "server-only";
import { isAPIError } from "better-auth/api";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { proveAddress } from "@/lib/email-suppressions/prove-address";
import { track } from "@/lib/integrations/analytics/track";
import { findUser } from "@/lib/users/store";
import { auth } from "./auth";
import type { SessionUser } from "./session";

/** Confirms the address that the token was mailed to. Its work can be done once: the second time is a conflict. */
export async function verifyEmail(token: string, now: Date): Promise<void> {
  const user = await findUser(claimedUserId(token) ?? "");
  await auth()
    .api.verifyEmail({ query: { token } })
    .catch((error: unknown) => {
      if (!isAPIError(error)) throw error;
      throw new AppError("invalid", "This link is older than a day or not complete. Ask for a new one.", { details: { reason: "link_spent" } });
    });
  if (!user) throw new Error("a token was accepted without its user");
  await proveAddress({ address: user.email, now });
  if (user.email_verified) throw alreadyConfirmed();
  track("email_verified", user._id, { role: user.role });
}

/** Another welcome mail with a fresh link; the links before it work on until their day is over. */
export async function resendVerification(user: SessionUser, headers: Headers): Promise<void> {
  if (user.email_verified) throw alreadyConfirmed();
  await auth().api.sendVerificationEmail({ body: { email: user.email }, headers });
}

/** Read before the signature is checked: good for looking up what was, never for deciding. */
function claimedUserId(token: string): string | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return z.object({ userId: z.string() }).parse(payload).userId;
  } catch {
    return null;
  }
}

function alreadyConfirmed(): AppError {
  return new AppError("conflict", "This address is confirmed already.");
}
