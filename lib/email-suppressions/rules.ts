import type { AnyMailTemplate } from "@/lib/outbox/schema";
import type { EmailSuppression } from "./schema";

type Marks = Pick<EmailSuppression, "undeliverable" | "complained_at" | "no_invites_at">;

/**
 * Mails that prove an address: whoever opens their link has it. They are tried at any address, or nobody whose mailbox works
 * again could say so; the forms that ask for them are limited.
 */
const proves: ReadonlySet<AnyMailTemplate> = new Set<AnyMailTemplate>(["welcome", "password-reset", "address-change"]);

/** Mails that are no part of an account or a session. */
const optional: ReadonlySet<AnyMailTemplate> = new Set<AnyMailTemplate>(["invite", "announcement"]);

export function provesAddress(template: AnyMailTemplate): boolean {
  return proves.has(template);
}

/** Why this mail is not sent to the address, or null where it is. */
export function refusalOf(template: AnyMailTemplate, marks: Marks | null): string | null {
  if (!marks || provesAddress(template)) return null;
  if (marks.undeliverable) return marks.undeliverable.cause === "bounced" ? "mails to this address come back" : "Resend writes to this address no more";
  if (optional.has(template) && marks.complained_at) return "the person called a mail of ours spam";
  if (template === "invite" && marks.no_invites_at) return "the person wants no invitations";
  return null;
}
