import { z } from "zod";
import { enabledMarketIds } from "@/lib/config/markets";
import { isTimeZone } from "@/lib/core/format-time";
import { registrationRoles } from "@/lib/users/schema";
import { password_max_length, passwordProblem } from "./password";

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An address has at most 254 characters.")
  .pipe(z.email("Write the address like name@example.com."));

export const marketField = z.enum(enabledMarketIds, "Choose one of the regions that we serve.");
export const timezoneField = z.string().max(64).refine(isTimeZone, "Choose a time zone from the list.");
export const roleField = z.enum(registrationRoles, "Choose whether you look for a coach or are one.");

export const registrationSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, "Tell us your name.")
      .max(80, "Use at most 80 characters.")
      .regex(/^[^\p{Cc}<>]*$/u, "Leave out < and >."),
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

export const signInSchema = z.strictObject({
  email: emailField,
  password: z.string().min(1, "Write your password.").max(password_max_length, `A password has at most ${password_max_length} characters.`),
});

export const forgotPasswordSchema = z.strictObject({ email: emailField });
export const resetPasswordSchema = z.strictObject({ token: z.string().min(1).max(200), password: z.string().max(1_000) });
export const verifyEmailSchema = z.strictObject({ token: z.string().min(1).max(2_000) });
