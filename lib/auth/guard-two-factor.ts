import "server-only";
import { AppError } from "@/lib/core/errors";
import { addSecurityNotice } from "./add-security-notice";
import { auth } from "./auth";
import { checkCode } from "./check-code";
import { requirePassword } from "./require-password";
import type { RecoveryCodes, TwoFactorCode } from "./schema";
import type { SessionUser } from "./session";

type Guarded = TwoFactorCode & { user: SessionUser; password: string; headers: Headers; now: Date };

/** Needs both, password and code: whoever has only one of them is whom the second factor is for. Gives the new session's cookies. */
export async function disableTwoFactor(asked: Guarded): Promise<string[]> {
  const { user, password, headers, now } = asked;
  await requireBoth(asked);
  const { headers: answered } = await auth().api.disableTwoFactor({ body: { password }, headers, returnHeaders: true });
  await addSecurityNotice({ user_id: user.id, what: "two_factor_off", now });
  return answered.getSetCookie();
}

/** Ten new recovery codes; those before are worth nothing. */
export async function renewRecoveryCodes(asked: Guarded): Promise<RecoveryCodes> {
  const { user, password, headers, now } = asked;
  await requireBoth(asked);
  const { backupCodes } = await auth().api.generateBackupCodes({ body: { password }, headers });
  await addSecurityNotice({ user_id: user.id, what: "recovery_codes_renewed", now });
  return { recovery_codes: backupCodes };
}

/** For the page: how many codes are left to somebody who may need one. */
export async function countRecoveryCodes(user: SessionUser): Promise<number> {
  if (!user.two_factor_enabled) return 0;
  const { backupCodes } = await auth().api.viewBackupCodes({ body: { userId: user.id } });
  return backupCodes.length;
}

async function requireBoth({ user, password, headers, now, code, recovery_code }: Guarded): Promise<void> {
  if (!user.two_factor_enabled) throw new AppError("conflict", "Two-factor sign-in is not on.");
  await requirePassword({ user, password, field: "password", now });
  await checkCode({ user_id: user.id, ...(code && { code }), ...(recovery_code && { recovery_code }), headers, now });
}
