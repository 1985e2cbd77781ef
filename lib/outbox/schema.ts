import type { Finding, Service } from "@/lib/probes/schema";
import type { QueueRow } from "@/lib/jobs/schema";
import type { Money } from "@/lib/core/money";
import type { ReviewReasonId } from "@/lib/tutors/catalogue";

/**
 * Something that must happen after a state change, written in the same transaction as that change. `key` is unique:
 * the same reason never makes a second row, whoever writes it and however often.
 */
export type OutboxTask =
  | MailTask
  | { kind: "refund"; refund_id: string }
  | PayTask
  | ForgetCustomerTask
  | CompletionTask
  | PackageTask
  | PictureTask
  | AnnouncementTask;

/** The coach's share to the coach's account at Stripe, and a part of it back. */
export type PayTask = { kind: "transfer"; transfer_id: string } | { kind: "transfer-reversal"; reversal_id: string };

/** Takes a deleted account's customer, with the saved cards, from Stripe. */
export interface ForgetCustomerTask {
  kind: "forget-customer";
  customer_id: string;
}

/** `version` is the booking's when it was planned: a session that was moved since has a task of its own. */
export interface CompletionTask {
  kind: "complete-booking";
  booking_id: string;
  version: number;
}

/** Ends a package whose time is over. */
export interface PackageTask {
  kind: "expire-package";
  purchase_id: string;
}

/** `destroy-image` forgets bytes at Cloudinary; `settle-image` looks after an upload or a replacement whose process may have died. */
export type PictureTask =
  | { kind: "destroy-image"; public_id: string; resource_type: "image" | "raw" }
  | { kind: "settle-image"; public_id: string };

/** `expand` writes down who gets it, some at a time; `batch` sends to some of them. `leg` is counted up when it is resumed. */
export type AnnouncementTask =
  | { kind: "announcement-expand"; announcement_id: string; after: string }
  | { kind: "announcement-batch"; announcement_id: string; leg: number };

export type MailTask =
  | { kind: "mail"; template: MailTemplate; recipient_id: string; booking_id?: string; secret_url?: string }
  | { kind: "mail"; template: "coach-approval"; recipient_id: string; tutor_id: string; what: "profile" | "proposal" }
  | {
      kind: "mail";
      template: "coach-changes-requested";
      recipient_id: string;
      tutor_id: string;
      outcome: "changes_requested" | "rejected" | "proposal_declined";
      reasons: ReviewReasonId[];
      note: string | null;
    }
  | { kind: "mail"; template: "coach-suspended"; recipient_id: string; tutor_id: string; note: string | null }
  // Goes to `to`, which is not (or no longer) the recipient's own address; deleting the account removes the row.
  // With `is_check` it is the person's own address, which mails came back from.
  | { kind: "mail"; template: "address-change"; recipient_id: string; to: string; secret_url: string; is_check?: true }
  // `secret_url` undoes a change that is done.
  | { kind: "mail"; template: "address-change-notice"; recipient_id: string; to: string; stage: "requested" | "done"; new_address_masked?: string; secret_url?: string }
  | { kind: "mail"; template: "security-notice"; recipient_id: string; what: SecurityChange; happened_at: Date }
  // What Stripe paid out, with the coach's share of each session; `arrives_on` is a calendar date as midnight UTC.
  | { kind: "mail"; template: "payout-sent"; recipient_id: string; amount: Money; sessions: { booking_id: string; amount: number }[]; arrives_on: Date | null }
  // To a coach: what a renewal of the sponsorship costs and could not be taken.
  | { kind: "mail"; template: "sponsorship-action-required" | "sponsorship-payment-failed"; recipient_id: string; sponsorship_id: string; amount: Money }
  // The receipt to the client and the news to the coach; the end, to both.
  | { kind: "mail"; template: "package-bought" | "package-sold" | "package-ended"; recipient_id: string; purchase_id: string }
  // To the client; one whose package was extended since is not sent.
  | { kind: "mail"; template: "package-expiring"; recipient_id: string; purchase_id: string; days: number; expires_at: Date }
  // From the coach `recipient_id` to the address of the invite, who may have no account; deleting the coach's account removes the row.
  | { kind: "mail"; template: "invite"; recipient_id: string; invite_id: string }
  | { kind: "mail"; template: "calendar-failed"; recipient_id: string; calendar_label: string; failure: string }
  | { kind: "mail"; template: "service-alert"; recipient_id: string; service: Service; stage: "began" | "ended"; finding: Finding; started_at: Date; ended_at: Date | null }
  // The sample that an admin sends to themselves: those to everybody go in batches (lib/announcements).
  | { kind: "mail"; template: "announcement"; recipient_id: string; announcement_id: string }
  // `version` is the booking's when it was planned: a session that was moved or cancelled since is not spoken of.
  | { kind: "mail"; template: "session-reminder"; recipient_id: string; booking_id: string; version: number; lead: ReminderLead }
  | { kind: "mail"; template: "session-rescheduled"; recipient_id: string; booking_id: string; version: number; moved_by: "client" | "coach"; from: { starts_at: Date; ends_at: Date } };

/** How long before the session: 24 hours, or one. */
export type ReminderLead = "day" | "hour";

export type SecurityChange = "password_changed" | "two_factor_on" | "two_factor_off" | "recovery_code_used" | "recovery_codes_renewed";

export type MailTemplate =
  | "welcome"
  | "password-reset"
  | "booking-confirmation"
  | "payment-receipt"
  | "new-booking"
  | "booking-refunded"
  /** To both parties: the session does not take place; the client reads what comes back. */
  | "session-canceled"
  /** To the side that did not report it: what the other one said. */
  | "session-reported"
  /** To both parties: what an admin decided about a reported session. */
  | "problem-decided"
  /** To the client: the card was declined after all, and the time is still held. */
  | "payment-failed";

export type AnyMailTemplate = MailTask["template"];

/** Which provider a row needs: while that one is away, its rows wait and cost nobody else anything. */
export const lanes = ["resend", "stripe", "cloudinary", "none"] as const;
export type Lane = (typeof lanes)[number];

export interface OutboxDocument extends QueueRow {
  /** e.g. "mail:bk_…:0:booking-confirmation:user_…". */
  key: string;
  task: OutboxTask;
  lane: Lane;
  /** Rows of one order are carried out one after another, by `due_at`: the confirmation of a booking comes before its cancellation. */
  order_key: string | null;
  /** When it was first due; `run_at` moves, this does not. */
  due_at: Date;
  created_at: Date;
  /** What a mail row sends, from its first try until it is sent: every try is the same to the byte. */
  mail?: KeptMail;
  /** Resend's id of the mail, once it was taken. */
  provider_id?: string;
}

export interface KeptMail {
  to: string;
  from: string;
  reply_to: string;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
  attachments?: { filename: string; content: string; content_type: string }[];
}
