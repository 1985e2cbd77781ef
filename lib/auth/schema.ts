import { z } from "zod";
import { enabledMarketIds } from "@/lib/config/markets";
import { isTimeZone } from "@/lib/core/format-time";
import { registrationRoles } from "@/lib/users/schema";
import type { DeviceName } from "./device-name";
import { password_max_length, passwordProblem } from "./password";
import { normalRecoveryCode } from "./recovery-code";
import type { SessionUser } from "./session";

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An address has at most 254 characters.")
  .pipe(z.email("Write the address like name@example.com."));

export const marketField = z.enum(enabledMarketIds, "Choose one of the regions that we serve.");
export const timezoneField = z.string().max(64).refine(isTimeZone, "Choose a time zone from the list.");
export const roleField = z.enum(registrationRoles, "Choose whether you look for a coach or are one.");

export const nameField = z
  .string()
  .trim()
  .min(1, "Tell us your name.")
  .max(80, "Use at most 80 characters.")
  .regex(/^[^\p{Cc}<>]*$/u, "Leave out < and >.");

export const registrationSchema = z
  .strictObject({
    name: nameField,
    email: emailField,
    password: z.string().superRefine((password, context) => {
      const message = passwordProblem(password, "");
      if (message) context.addIssue({ code: "custom", message });
    }),
    role: roleField.default("consumer"),
    market_id: marketField,
    timezone: timezoneField,
    terms_accepted: z.literal(true, "Accept the terms to create an account."),
  })
  .superRefine(({ password, email }, context) => {
    const message = passwordProblem(password, email);
    if (message) context.addIssue({ code: "custom", path: ["password"], message });
  });

export type Registration = z.output<typeof registrationSchema>;

export const knownPasswordField = z.string().min(1, "Write your password.").max(password_max_length, `A password has at most ${password_max_length} characters.`);

export const signInSchema = z.strictObject({ email: emailField, password: knownPasswordField });

/** POST sign-in. In the second case a cookie holds the sign-in for ten minutes, until two-factor/verify ends it. */
export type SignInAnswer = { user: SessionUser } | { two_factor_required: true };

export const forgotPasswordSchema = z.strictObject({ email: emailField });
export const resetPasswordSchema = z.strictObject({ token: z.string().min(1).max(200), password: z.string().max(1_000) });
export const verifyEmailSchema = z.strictObject({ token: z.string().min(1).max(2_000) });

/** POST password → PasswordAnswer. */
export const changePasswordSchema = z.strictObject({ current: knownPasswordField, next: z.string().max(1_000), sign_out_others: z.boolean().default(true) });
export interface PasswordAnswer {
  password_changed: true;
  ended_sessions: number;
}

/** POST email → 202 AddressAnswer, also where the address is somebody else's. */
export const changeAddressSchema = z.strictObject({ email: emailField, password: knownPasswordField });
export interface AddressAnswer {
  sent_to: string;
}

/** POST email/confirm and email/undo → { email }: the address that the account has now. */
export const addressTokenSchema = z.strictObject({ token: z.string().min(1).max(200) });

export const deviceParams = z.object({ session_id: z.string().regex(/^sess_[0-9a-z]{10,40}$/) });

/** GET devices → { devices }; DELETE devices/{id} → { ended: 1 }; DELETE devices, all but this one → { ended }. */
export interface Device extends DeviceName {
  id: string;
  is_this_one: boolean;
  signed_in_at: string;
}

const codeField = z
  .string()
  .max(20)
  .transform((code) => code.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "The code has six digits."));

const recoveryCodeField = z
  .string()
  .max(40)
  .transform(normalRecoveryCode)
  .pipe(z.string().regex(/^[a-z0-9]{5}-[a-z0-9]{5}$/, "A recovery code has ten letters and digits."));

/** Spread into a body that asks for the second factor where there is one. */
export const eitherCode = { code: codeField.optional(), recovery_code: recoveryCodeField.optional() };
const hasOneCode = ({ code, recovery_code }: { code?: string | undefined; recovery_code?: string | undefined }) => (code === undefined) !== (recovery_code === undefined);
const oneCodeProblem = { path: ["code"], message: "Write the code of your authenticator app, or one recovery code." };

/** POST two-factor/enable → TwoFactorSetUp; two-factor/confirm then proves that the app has the secret. */
export const enableTwoFactorSchema = z.strictObject({ password: knownPasswordField });
export interface TwoFactorSetUp {
  otpauth_url: string;
  /** For typing into an app that cannot scan: Base32. */
  secret: string;
  /** The address as a picture: an SVG in a data: address. */
  qr_code: string;
}

/** POST two-factor/confirm → RecoveryCodes, which are never shown again. */
export const confirmTwoFactorSchema = z.strictObject({ code: codeField });
export interface RecoveryCodes {
  recovery_codes: string[];
}

/** POST two-factor/verify ends a sign-in → { user }. */
export const verifyTwoFactorSchema = z.strictObject(eitherCode).refine(hasOneCode, oneCodeProblem);
export type TwoFactorCode = Pick<z.output<typeof verifyTwoFactorSchema>, "code" | "recovery_code">;

/** POST two-factor/disable → { two_factor_enabled: false }; POST two-factor/recovery-codes → RecoveryCodes. */
export const guardTwoFactorSchema = z.strictObject({ password: knownPasswordField, ...eitherCode }).refine(hasOneCode, oneCodeProblem);
