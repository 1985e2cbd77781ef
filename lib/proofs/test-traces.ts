import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { balancesOf, isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { verifyChain } from "@/lib/ledger/verify-chain";
import type { Facts } from "./test-operations";

/** Everything that one operation leaves behind, in words without ids: two that went the same way read the same. */
export interface Traces {
  database: Record<string, unknown>;
  stripe: Record<string, unknown>;
  /** In which template to whom: what was written to be sent, and what has come to the mail provider. */
  written: string[];
  sent: string[];
  notices: string[];
}

export async function tracesOf({ booking_id = "", tutor_id = "" }: Facts, { emulators_url, now }: { emulators_url: string; now: Date }): Promise<Traces> {
  const about = { booking_id };
  const booking = await collections().bookings.findOne({ _id: booking_id });
  const purchase = await collections().package_purchases.findOne({ _id: booking_id });
  const [payment, refunds, transfer, reversals, manuals, account, sponsorships, outbox, entries, audits] = await Promise.all([
    collections().payments.findOne(about),
    collections().refunds.find(about).toArray(),
    collections().transfers.findOne(about),
    collections().transfer_reversals.find(about).toArray(),
    collections().manual_payments.find(about).toArray(),
    collections().payout_accounts.findOne({ tutor_id: booking?.tutor_id ?? purchase?.tutor_id ?? tutor_id }),
    collections().sponsorships.find({ tutor_id }).toArray(),
    collections().outbox.find({}).toArray(),
    listEntriesOf(booking_id),
    collections().audit_log.find({ subject_id: booking_id }).toArray(),
  ]);
  const people = new Map([[booking?.consumer_id ?? purchase?.consumer_id, "client"], [booking?.tutor_user_id ?? purchase?.tutor_user_id ?? account?.tutor_user_id ?? sponsorships[0]?.user_id, "coach"]]);
  const notices = await collections().notifications.find({ user_id: { $in: [...people.keys()].filter((id) => id !== undefined) } }).toArray();
  const mails = outbox.flatMap(({ task, provider_id }) => (task.kind === "mail" ? [{ what: `${task.template} to ${people.get(task.recipient_id) ?? "somebody"}`, isSent: provider_id !== undefined }] : []));
  return {
    database: {
      booking: booking && [booking.status, booking.cancellation?.refund_amount ?? null],
      package: purchase && [purchase.status, purchase.remaining, purchase.ended?.refund_amount ?? null],
      payment: payment && [payment.status, payment.refund_amount, payment.stripe_payment_intent_id !== undefined, payment.card],
      refunds: refunds.map(({ amount, status, stripe_refund_id }) => [amount, status, stripe_refund_id !== null]),
      transfer: transfer && [transfer.status, transfer.amount, transfer.reversal_amount, transfer.amount_reversed],
      reversals: reversals.map(({ amount, status }) => [amount, status]),
      manuals: manuals.map(({ amount, status }) => [amount, status]),
      account: account && [account.stripe_account_id !== undefined, account.state?.transfers_enabled ?? null],
      sponsorships: sponsorships.map(({ status, paid_invoices, is_live }) => [status, paid_invoices.length, is_live ?? false]),
      books: Object.entries(balancesOf(entries)).filter(([, amount]) => amount !== 0).toSorted(),
      entries: entries.map(({ kind }) => kind).toSorted(),
      audits: audits.map(({ action }) => action).toSorted(),
      // What is planned for another day is no matter.
      undone: outbox.filter(({ status, run_at }) => status === "failed" || (status === "pending" && run_at.getTime() < now.getTime() + 3_600_000)).map(({ task }) => task.kind),
    },
    stripe: await atStripe(booking_id),
    written: mails.map(({ what }) => what).toSorted(),
    sent: await comeTo(emulators_url),
    notices: notices.map(({ title }) => title).toSorted(),
  };
}

/** The emulator is emptied before each operation, so all that it has is of this one. */
async function atStripe(booking_id: string): Promise<Record<string, unknown>> {
  const [intents, refunds, transfers, accounts, customers, checkouts, subscriptions] = await Promise.all([
    stripe().paymentIntents.list({ limit: 100 }),
    stripe().refunds.list({ limit: 100 }),
    stripe().transfers.list({ limit: 100 }),
    stripe().accounts.list({ limit: 100 }),
    stripe().customers.list({ limit: 100 }),
    stripe().checkout.sessions.list({ limit: 100 }),
    stripe().subscriptions.list({ limit: 100, status: "all" }),
  ]);
  return {
    intents: intents.data.map(({ amount, status, metadata }) => [amount, status, metadata.booking_id === booking_id]),
    refunds: refunds.data.map(({ amount, status }) => [amount, status]),
    transfers: transfers.data.map(({ amount, amount_reversed, reversals }) => [amount, amount_reversed, reversals.data.length]),
    ...{ accounts: accounts.data.length, customers: customers.data.length, checkouts: checkouts.data.map(({ status }) => status) },
    subscriptions: subscriptions.data.map(({ status }) => status),
  };
}

async function comeTo(emulators_url: string): Promise<string[]> {
  const mails = (await (await fetch(`${emulators_url}/_inspect/mails`)).json()) as { subject: string }[];
  return mails.map(({ subject }) => subject).toSorted();
}

/** Whether the money of it is accounted for, and nobody has touched the chain. */
export async function faultsOfBooks({ booking_id = "" }: Facts): Promise<string[]> {
  const entries = await listEntriesOf(booking_id);
  const faults = (await verifyChain()).map(({ seq, fault }) => `entry ${seq} of the ledger is ${fault}`);
  return entries.length === 0 || isExplained(statementOf(entries)) ? faults : [...faults, "the money is not explained"];
}

export function differencesOf(wanted: Traces, seen: Traces): string[] {
  const flat = ({ database, stripe: there, ...rest }: Traces): Record<string, unknown> => ({ ...database, ...Object.fromEntries(Object.entries(there).map(([name, value]) => [`at Stripe: ${name}`, value])), ...rest });
  const [should, is] = [flat(wanted), flat(seen)];
  return Object.keys(should).flatMap((name) => {
    const [a, b] = [JSON.stringify(is[name]), JSON.stringify(should[name])];
    return a === b ? [] : [`${name}: ${a} instead of ${b}`];
  });
}
