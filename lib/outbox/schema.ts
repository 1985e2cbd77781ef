/**
 * Something that must happen after a state change, written in the same transaction as that change. `key` is unique:
 * the same reason never makes a second row, whoever writes it and however often.
 */
export type OutboxTask =
  | { kind: "mail"; template: MailTemplate; recipient_id: string; booking_id?: string; secret_url?: string }
  | { kind: "refund"; payment_id: string };

export type MailTemplate =
  | "welcome"
  | "password-reset"
  | "booking-confirmation"
  | "payment-receipt"
  | "new-booking"
  | "booking-refunded";

export interface OutboxDocument {
  _id: string;
  /** e.g. "mail:bk_…:0:booking-confirmation:user_…". */
  key: string;
  task: OutboxTask;
  status: "pending" | "done" | "failed";
  attempts: number;
  /** When it is due. A worker that takes it moves this to the end of its lease: if it dies, the row is due again then. */
  run_at: Date;
  last_error: string | null;
  created_at: Date;
  done_at: Date | null;
}
