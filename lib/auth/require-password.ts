import "server-only";
import { AppError } from "@/lib/core/errors";
import { auth } from "./auth";
import { clearSignInAttempts, takeSignInAttempt } from "./lock";
import { findPasswordHash } from "./store";

/**
 * Asks for the password again before what a borrowed, unlocked computer must not be able to do. Failures count into the
 * lock of signing in, so that this is no second place to guess at. Gives the hash that was right.
 */
export async function requirePassword(asked: { user: { id: string; email: string }; password: string; field: string; now: Date }): Promise<string> {
  const { user, password, field, now } = asked;
  await takeSignInAttempt(user.email, now);
  const hash = await findPasswordHash(user.id);
  const { password: hasher } = await auth().$context;
  if (!hash || !(await hasher.verify({ hash, password }))) {
    const message = "That is not your password.";
    throw new AppError("invalid", message, { fields: { [field]: message } });
  }
  await clearSignInAttempts(user.email);
  return hash;
}
