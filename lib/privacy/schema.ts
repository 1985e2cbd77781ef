import { z } from "zod";
import { eitherCode, knownPasswordField } from "@/lib/auth/schema";

/** POST /api/account/delete → { deleted: true }. The word is typed by hand: nobody deletes an account by a slip. */
export const deleteAccountSchema = z.strictObject({
  password: knownPasswordField,
  confirm: z.literal("delete", "Type the word delete."),
  ...eitherCode,
});
export type DeleteAccount = z.output<typeof deleteAccountSchema>;
