import "server-only";
import type { ClientSession } from "mongodb";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import type { SponsorshipDocument, UnpaidInvoice } from "./schema";

interface Telling {
  before: SponsorshipDocument;
  after: SponsorshipDocument;
  now: Date;
  session: ClientSession;
}

const href = "/coach/sponsorship";

/**
 * Tells the coach what changed, in the transaction that writes it down. Each reason has its key, so however often Stripe tries a card, one
 * invoice is one mail that it failed, and one more where the bank wants to be asked.
 */
export async function tellOfSponsorship({ before, after, now, session }: Telling): Promise<void> {
  if (after.unpaid_invoice) await tellOfUnpaid({ sponsorship: after, invoice: after.unpaid_invoice, now, session });
  if (after.status === "ended" && before.status !== "ended") await tellOfEnd({ sponsorship: after, now, session });
}

async function tellOfUnpaid({ sponsorship, invoice, now, session }: { sponsorship: SponsorshipDocument; invoice: UnpaidInvoice; now: Date; session: ClientSession }): Promise<void> {
  const { _id: sponsorship_id, user_id } = sponsorship;
  const template = invoice.needs === "authenticate" ? "sponsorship-action-required" : "sponsorship-payment-failed";
  const key = `${template}:${invoice.id}:${user_id}`;
  const task = { kind: "mail", template, recipient_id: user_id, sponsorship_id, amount: { amount: invoice.amount, currency: invoice.currency } } as const;
  await addTask({ key: `mail:${key}`, task, now, session });
  const words =
    invoice.needs === "authenticate"
      ? { title: "Your bank wants you to confirm a payment", body: "It is for your sponsorship. Until then it is not renewed." }
      : { title: "Your sponsorship could not be renewed", body: "Your card was not accepted. Use another one to go on." };
  await notify({ key, user_id, kind: "payment", ...words, href, now, session });
}

function tellOfEnd({ sponsorship, now, session }: { sponsorship: SponsorshipDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id, user_id, cancel_at_period_end } = sponsorship;
  const body = cancel_at_period_end ? "It ran as long as it was paid for, and nothing more is charged." : "Nothing more is charged. You can begin a new one whenever you like.";
  return notify({ key: `sponsorship-ended:${_id}`, user_id, kind: "payment", title: "Your sponsorship has ended", body, href, now, session });
}
