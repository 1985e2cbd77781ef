import "server-only";
import { isAPIError } from "better-auth/api";
import { machineNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { auth } from "./auth";
import { clearCodeAttempts, takeCodeAttempt } from "./lock";
import type { TwoFactorCode } from "./schema";
import { claimCode } from "./store";

/**
 * Checks the code of the authenticator app, or uses up a recovery code, of whoever the headers' cookie names: the person
 * of a session, or of a sign-in that waits for its code and becomes a session by it. Gives the cookies of that.
 * An attempt is counted and the code claimed before it is looked at, so neither guesses nor a code seen over a shoulder
 * can be sent many at once. Throws AppError.
 */
export async function checkCode(asked: TwoFactorCode & { user_id: string; headers: Headers; now: Date }): Promise<string[]> {
  const { user_id, code, recovery_code = "", headers, now } = asked;
  await takeCodeAttempt(user_id, now);
  if (code && !(await claimCode({ user_id, code, now: machineNow() }))) throw wrong("code", "That code was used already. Wait for the next one.");
  const api = auth().api;
  const checked = code ? api.verifyTOTP({ body: { code }, headers, returnHeaders: true }) : api.verifyBackupCode({ body: { code: recovery_code }, headers, returnHeaders: true });
  const answer = await checked.catch((error: unknown) => {
    throw toAppError(error);
  });
  await clearCodeAttempts(user_id);
  return answer.headers.getSetCookie();
}

export function signInAgain(): AppError {
  return new AppError("signed_out", "This sign-in took too long or was ended. Start again with your password.", { details: { reason: "sign_in_again" } });
}

function toAppError(error: unknown): unknown {
  if (!isAPIError(error)) return error;
  switch (error.body?.code) {
    case "INVALID_CODE":
      return wrong("code", "That is not the code that the app shows now.");
    case "INVALID_BACKUP_CODE":
      return wrong("recovery_code", "That is none of your recovery codes, or it was used already.");
    case "INVALID_TWO_FACTOR_COOKIE":
    case "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE":
      return signInAgain();
    case "TOTP_NOT_ENABLED":
    case "BACKUP_CODES_NOT_ENABLED":
      return new AppError("conflict", "Two-factor sign-in is not set up. Start again.");
    default:
      // Of two uses of one recovery code at once, the second.
      return error.statusCode === 409 ? wrong("recovery_code", "That recovery code was used already.") : error;
  }
}

function wrong(field: "code" | "recovery_code", message: string): AppError {
  return new AppError("invalid", message, { fields: { [field]: message } });
}
