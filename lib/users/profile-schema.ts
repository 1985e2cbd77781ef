import { z } from "zod";
import { marketField, nameField, timezoneField } from "@/lib/auth/schema";
import { languageIds } from "@/lib/core/language";
import { roles } from "./schema";

/** Spaces, hyphens, dots, brackets and a leading 00 are how people write numbers; E.164 is how it is kept. "" and null take it away. */
const phoneField = z
  .string()
  .max(40, "That is too long for a phone number.")
  .nullable()
  .transform((text) => (text ?? "").replace(/[\s().-]/g, "").replace(/^00/, "+"))
  .pipe(z.string().regex(/^(\+[1-9]\d{6,14})?$/, "Write the number with its country code, like +1 212 555 0123."))
  .transform((phone) => phone || null);

/** PATCH /api/account/profile → { profile: AccountProfile }. What is left out stays. */
export const accountProfileSchema = z
  .strictObject({
    name: nameField,
    timezone: timezoneField,
    market_id: marketField,
    language: z.enum(languageIds, "Choose one of the languages."),
    phone: phoneField,
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.");

export type AccountProfileChange = z.output<typeof accountProfileSchema>;

export const userParams = z.object({ user_id: z.string().regex(/^user_[0-9a-z]{10,40}$/) });

/** PUT /api/admin/users/{user_id}/role → { id, role, ended_sessions }. */
export const changeRoleSchema = z.strictObject({
  role: z.enum(roles, "Choose consumer, tutor or admin."),
  reason: z.string().trim().min(3, "Say why, for whoever reads this later.").max(500, "Use at most 500 characters."),
});
