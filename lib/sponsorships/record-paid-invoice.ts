import "server-only";
import type { ClientSession } from "mongodb";
import { notify } from "@/lib/notifications/notify";
import type { PaidInvoice, SponsorshipDocument } from "./schema";
import { addPaidInvoice } from "./store";

/**
 * Money came in for a sponsorship: writes it down once, in the transaction that extends what was paid for, whoever hears of it and however often.
 * This is the one place that does; what else must follow from a paid invoice belongs after the guard.
 */
export async function recordPaidInvoice({ sponsorship, invoice, now, session }: { sponsorship: SponsorshipDocument; invoice: PaidInvoice; now: Date; session: ClientSession }): Promise<void> {
  if (!(await addPaidInvoice({ id: sponsorship._id, invoice, session }))) return;
  const isFirst = sponsorship.paid_invoices.length === 0;
  if (!isFirst) return;
  const notice = { kind: "payment" as const, title: "You are sponsored", body: "Clients whose search you fit see you above the results from now on.", href: "/coach/sponsorship" };
  await notify({ key: `sponsorship-began:${sponsorship._id}`, user_id: sponsorship.user_id, ...notice, now, session });
}
