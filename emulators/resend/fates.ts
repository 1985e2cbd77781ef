import { z } from "zod";
import { ControlError } from "../control.ts";
import type { EmulatorContext } from "../emulator.ts";
import { emails } from "./emails.ts";
import type { StoredEmail } from "./emails.ts";
import { findSuppression, suppress } from "./suppressions.ts";
import type { MailWebhooks } from "./webhooks.ts";

const fates = ["delivered", "delivery_delayed", "bounced", "bounced_transient", "complained", "suppressed"] as const;
export type Fate = (typeof fates)[number];

/** Resend's addresses for trying out what becomes of a mail: https://resend.com/docs/dashboard/emails/send-test-emails */
export function fateOf(context: EmulatorContext, to: string[]): Fate {
  const trial = to.map((address) => /\b(bounced|complained|suppressed)(\+[^@]*)?@resend\.dev/.exec(address)?.[1]).find(Boolean);
  if (trial) return trial as Fate;
  return to.some((address) => findSuppression(context, bare(address))) ? "suppressed" : "delivered";
}

/** What happens to a mail after it was taken: its state, the list of suppressed addresses, and the webhooks. */
export function meetFate(context: EmulatorContext, webhooks: MailWebhooks, email: StoredEmail, fate: Fate): void {
  // A person can only complain of what they got.
  if (fate === "complained") tell("delivered");
  const last_event = fate === "bounced_transient" ? "bounced" : fate;
  context.store.put(emails, email.id, { ...email, last_event });
  tell(fate);
  if (fate !== "bounced" && fate !== "complained") return;
  for (const address of email.to.map(bare).filter((each) => !each.endsWith("@resend.dev") && !findSuppression(context, each))) {
    const { id, email: suppressed, origin, source_id, created_at } = suppress(context, { email: address, origin: fate === "bounced" ? "bounce" : "complaint", source_id: email.id });
    webhooks.report("suppression.added", email.id, { id, email: suppressed, origin, source_id, created_at });
  }

  function tell(what: Fate): void {
    const { type, ...more } = reports[what];
    const { id: email_id, created_at, message_id, from, to, subject, tags } = email;
    webhooks.report(type, email.id, { created_at, email_id, message_id, from, to, subject, ...(tags.length > 0 && { tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])) }), ...more });
  }
}

/** A control: what a person or a test wants to become of a mail that is here. */
export function decideFate(context: EmulatorContext, webhooks: MailWebhooks, body: unknown): object {
  const { email_id, fate } = z.strictObject({ email_id: z.string(), fate: z.enum(fates) }).parse(body);
  const email = context.store.get<StoredEmail>(emails, email_id);
  if (!email) throw new ControlError(`There is no mail ${email_id}.`);
  meetFate(context, webhooks, email, fate);
  return { email_id, fate };
}

/** "leah@example.com" of "Leah <leah@example.com>". */
function bare(address: string): string {
  return (/<([^<>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

const reports: Record<Fate, { type: string } & Record<string, unknown>> = {
  delivered: { type: "email.delivered" },
  delivery_delayed: { type: "email.delivery_delayed" },
  bounced: { type: "email.bounced", bounce: { type: "Permanent", subType: "General", message: "The recipient's mail server says that there is no such mailbox." } },
  bounced_transient: { type: "email.bounced", bounce: { type: "Transient", subType: "MailboxFull", message: "The recipient's mailbox is full." } },
  complained: { type: "email.complained" },
  suppressed: { type: "email.suppressed", suppressed: { type: "OnAccountSuppressionList", message: "The address is on the suppression list of this account." } },
};
