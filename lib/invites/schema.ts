import { z } from "zod";
import { emailField } from "@/lib/auth/schema";
import { policy } from "@/lib/config/policy";

export const inviteStatuses = ["waiting", "joined", "stopped", "undeliverable", "withdrawn", "lapsed"] as const;
export type InviteStatus = (typeof inviteStatuses)[number];

/** A coach's invitation of somebody by address, to book with them. It leaves `waiting` once, and never comes back. */
export interface InviteDocument {
  _id: string;
  tutor_id: string;
  tutor_user_id: string;
  /** In the mail's links only: who has it has the mailbox. Unlike the id, the coach never learns it. */
  token: string;
  /** null once the person said that they want none, or is gone. */
  email: string | null;
  note: string | null;
  status: InviteStatus;
  /** The lock: the address's hash while the invite waits, unique per coach. */
  waiting_for?: string;
  /** Who registered through it. */
  user_id?: string;
  joined_at: Date | null;
  lapses_at: Date;
  /** When the row leaves by itself; absent once somebody registered through it. */
  forget_at?: Date;
  created_at: Date;
  updated_at: Date;
}

/** POST /api/tutor/invites → InviteView. */
export const inviteSchema = z.strictObject({
  email: emailField,
  note: z
    .string()
    .trim()
    .max(policy.invite_note_max_characters, `Use at most ${policy.invite_note_max_characters} characters.`)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, "Leave out line breaks and invisible signs.")
    // A mail of ours must not become the carrier of somebody's advertising.
    .regex(/^(?!.*(:\/\/|www\.))/iu, "Leave out links: the mail leads to your page.")
    .optional(),
});

export const inviteParams = z.strictObject({ invite_id: z.string().regex(/^inv_[0-9a-z]{24}$/) });
export const inviteTokenParams = z.strictObject({ token: z.string().regex(/^[\w-]{27}$/) });
