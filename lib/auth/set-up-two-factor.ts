import "server-only";
import { isAPIError } from "better-auth/api";
import { toString as drawQrCode } from "qrcode";
import { AppError } from "@/lib/core/errors";
import { duplicateKeyFields } from "@/lib/db/errors";
import { addSecurityNotice } from "./add-security-notice";
import { auth } from "./auth";
import { checkCode } from "./check-code";
import { requirePassword } from "./require-password";
import type { RecoveryCodes, TwoFactorSetUp } from "./schema";
import type { SessionUser } from "./session";

/** Gives a secret for an authenticator app. Signing in does not ask for codes before one was shown to be right. */
export async function beginTwoFactor({ user, password, headers, now }: { user: SessionUser; password: string; headers: Headers; now: Date }): Promise<TwoFactorSetUp> {
  if (user.two_factor_enabled) throw alreadyOn();
  await requirePassword({ user, password, field: "password", now });
  const begun = await auth()
    .api.enableTwoFactor({ body: { password, method: "totp" }, headers })
    .catch((error: unknown) => {
      if (isAPIError(error) && error.body?.code === "TOTP_ALREADY_ENABLED") throw alreadyOn();
      if (duplicateKeyFields(error)) throw new AppError("conflict", "This was begun in another window just now. Try again.");
      throw error;
    });
  if (!("totpURI" in begun) || !begun.totpURI) throw new Error("better-auth began without a secret");
  const otpauth_url = begun.totpURI;
  const svg = await drawQrCode(otpauth_url, { type: "svg", errorCorrectionLevel: "M", margin: 2 });
  return {
    otpauth_url,
    secret: new URL(otpauth_url).searchParams.get("secret") ?? "",
    qr_code: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`,
  };
}

/** The app's first right code turns it on. The session is replaced by a new one, whose cookies these are. */
export async function confirmTwoFactor({ user, code, headers, now }: { user: SessionUser; code: string; headers: Headers; now: Date }): Promise<{ answer: RecoveryCodes; cookies: string[] }> {
  if (user.two_factor_enabled) throw alreadyOn();
  const cookies = await checkCode({ user_id: user.id, code, headers, now });
  const { backupCodes } = await auth().api.viewBackupCodes({ body: { userId: user.id } });
  await addSecurityNotice({ user_id: user.id, what: "two_factor_on", now });
  return { answer: { recovery_codes: backupCodes }, cookies };
}

function alreadyOn(): AppError {
  return new AppError("conflict", "Two-factor sign-in is on already.");
}
