/**
 * What is known of an address that shall get no mail, or not every mail. The address itself is not kept, only its hash: a
 * stranger who wanted no invitation must not stand in our database for it. Rows are never removed, so that a report that
 * arrives late is known to be older than the moment at which the person proved that the address works.
 */
export interface EmailSuppression {
  /** SHA-256 of the address in lower case. */
  _id: string;
  /** Whose address it was when we heard of it; null for a stranger, or once the account is deleted. */
  user_id: string | null;
  /** Mails to it come back, or Resend does not try any more. */
  undeliverable: { since: Date; cause: "bounced" | "suppressed" } | null;
  /** The person called a mail of ours spam. */
  complained_at: Date | null;
  /** The person wants no invitations of coaches. */
  no_invites_at: Date | null;
  /** When the address was last proved: what was reported before does not count any more. */
  proved_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** What Resend reports of a mail, once, by the id of the report. */
export interface MailEventDocument {
  /** Svix's id of the message: the same for every try of its delivery. */
  _id: string;
  type: string;
  /** Resend's id of the mail; null for a report about an address alone. */
  email_id: string | null;
  occurred_at: Date;
  received_at: Date;
}
