import "server-only";
import { withTransaction } from "@/lib/db/client";
import type { StripeCharge } from "@/lib/integrations/stripe/charges";
import { findInvoiceCharge } from "@/lib/integrations/stripe/invoices";
import { findSponsorSubscription, type SponsorSubscription, type StripePaidInvoice } from "@/lib/integrations/stripe/subscriptions";
import { PermanentFailure } from "@/lib/jobs/failures";
import { wake } from "@/lib/jobs/wake";
import { recordPaidInvoice } from "./record-paid-invoice";
import { isOver, paidUntil, promotedUntil } from "./rules";
import type { SponsorshipDocument, SponsorshipStatus } from "./schema";
import { findSponsorship, findSponsorshipIdOf, moveSponsorship, type SponsorshipFacts } from "./store";
import { tellOfSponsorship } from "./tell-of-sponsorship";

/** As many looks at one subscription at once are more than its events can be. */
const looks = 20;

/**
 * Something was said of a subscription: looks at it as it is now and writes that down, in one guarded move with the money that came in and
 * the mails. What is written follows from Stripe's objects alone, and only the latest look is written; so repeated, shuffled, late and lost
 * events all end in the same state. A subscription that nobody ordered here moves nothing.
 */
export async function followSubscription(subscriptionId: string, now: Date): Promise<void> {
  let id = await findSponsorshipIdOf(subscriptionId);
  for (let look = 0; look < looks; look += 1) {
    // Read before Stripe is asked: the write is refused where somebody else looked in between.
    const before = id === null ? null : await findSponsorship(id);
    const subscription = await findSponsorSubscription(subscriptionId);
    if (!subscription?.sponsorship_id) return;
    if (before) {
      requireOrdered(before, subscription);
      if (await write({ before, subscription, news: await chargesOfNews(before, subscription), now })) return wake("outbox");
    } else if (id === null) id = subscription.sponsorship_id;
    else return;
  }
  throw new Error(`subscription ${subscriptionId} is looked at by too many at once`);
}

/** Money for what nobody ordered is for a person to look at. */
function requireOrdered({ stripe_subscription_id, stripe_price_id, stripe_customer_id, status, _id }: SponsorshipDocument, subscription: SponsorSubscription): void {
  const isBound = (stripe_subscription_id ?? subscription.id) === subscription.id;
  const isAsOrdered = isBound && stripe_customer_id === subscription.customer_id && (stripe_subscription_id !== null || stripe_price_id === subscription.price_id);
  const isTooLate = status === "expired" && subscription.paid_invoices.length > 0;
  if (!isAsOrdered || isTooLate) throw new PermanentFailure(`Stripe's subscription ${subscription.id} was not ordered as sponsorship ${_id}`);
}

interface Look {
  before: SponsorshipDocument;
  subscription: SponsorSubscription;
  /** Invoices that were paid since, the first first. */
  news: News[];
  now: Date;
}

interface News {
  invoice: StripePaidInvoice;
  charge: StripeCharge | null;
}

function chargesOfNews({ paid_invoices }: SponsorshipDocument, subscription: SponsorSubscription): Promise<News[]> {
  const known = new Set(paid_invoices.map(({ id }) => id));
  const unknown = subscription.paid_invoices.filter(({ id }) => !known.has(id)).toReversed();
  return Promise.all(unknown.map(async (invoice) => ({ invoice, charge: await findInvoiceCharge(invoice.id) })));
}

function write({ before, subscription, news, now }: Look): Promise<boolean> {
  const { paid_invoices } = subscription;
  const to = statusNow(before, subscription);
  const paid_until = paidUntil([...before.paid_invoices, ...paid_invoices]);
  const promoting = { status: to, paid_until, cancel_at_period_end: subscription.cancel_at_period_end };
  const facts: SponsorshipFacts = {
    stripe_subscription_id: subscription.id,
    ...{ paid_until, cancel_at_period_end: subscription.cancel_at_period_end },
    promoted_until: promotedUntil(promoting),
    unpaid_invoice: isOver(to) || paid_until === null ? null : subscription.open_invoice,
    ended_at: isOver(to) ? (before.ended_at ?? subscription.ended_at ?? now) : null,
  };
  return withTransaction(async (session) => {
    if (!(await moveSponsorship({ before, to, facts, is_over: isOver(to), now, session }))) return false;
    for (const paid of news) await recordPaidInvoice({ sponsorship: before, ...paid, now, session });
    await tellOfSponsorship({ before, after: { ...before, ...facts, status: to }, now, session });
    return true;
  });
}

function statusNow(before: SponsorshipDocument, { status, paid_invoices }: SponsorSubscription): SponsorshipStatus {
  if (isOver(before.status)) return before.status;
  const wasPaid = paid_invoices.length > 0;
  switch (status) {
    case "incomplete":
      return before.status;
    case "active":
      return wasPaid ? "active" : before.status;
    case "unpaid":
      return "past_due";
    case "ended":
      return wasPaid ? "ended" : "expired";
    case "never_paid":
      return "expired";
  }
}
