import "server-only";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { createSponsorCheckout, expireSponsorCheckout, findSponsorCheckout, type SponsorCheckout } from "@/lib/integrations/stripe/sponsor-checkout";
import { findSponsorPrice } from "@/lib/integrations/stripe/sponsor-prices";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { TutorDocument } from "@/lib/tutors/schema";
import { ownCustomer } from "@/lib/users/own-customer";
import type { Role } from "@/lib/users/schema";
import { followCheckout } from "./follow-billing-event";
import { sponsorshipPrice } from "./rules";
import type { SponsorshipDocument, SponsorshipWeeks } from "./schema";
import { expireOrder, findLiveSponsorship, insertSponsorship, rememberCheckout } from "./store";

interface Purchase {
  user: { id: string; role: Role };
  weeks: SponsorshipWeeks;
  now: Date;
}

/**
 * Where the coach pays for a sponsorship of so many weeks, at our price in the coach's currency. The order is stored before Stripe is asked,
 * and its id is the key there: the same choice again, in another window or after a crash, is the same checkout. Another choice
 * closes the earlier checkout first, so that at no time two can be paid. Throws 409 where a sponsorship runs, or where the profile is not public.
 */
export async function buySponsorship({ user, weeks, now }: Purchase): Promise<{ sponsorship_id: string; checkout_url: string }> {
  const tutor = await requireOwnTutor(user, now);
  requirePublic(tutor);
  try {
    const order = await takeSeat({ tutor, weeks, now });
    const { url } = await openCheckout(order, now);
    if (!url) throw gone();
    return { sponsorship_id: order._id, checkout_url: url };
  } catch (error) {
    throw toPaymentError(error);
  }
}

function requirePublic({ status, is_published }: TutorDocument): void {
  if (status === "approved" && is_published) return;
  throw new AppError("conflict", "Only a profile that clients can see can be sponsored. Yours is not public now, so nothing was begun.", { details: { reason: "not_public" } });
}

/** The coach's open order of these weeks: what was begun before, or a new one that holds the one seat. */
async function takeSeat({ tutor, weeks, now }: { tutor: TutorDocument; weeks: SponsorshipWeeks; now: Date }): Promise<SponsorshipDocument> {
  const live = await findLiveSponsorship(tutor._id);
  if (live?.status === "ordered") {
    const stands = await settleOrder(live, { keep: live.weeks === weeks, now });
    if (stands) return stands;
  } else if (live) throw running();

  const order = await draftOrder({ tutor, weeks, now });
  if (await insertSponsorship(order)) return order;
  const winner = await findLiveSponsorship(tutor._id);
  if (winner?.status === "ordered" && winner.weeks === weeks) return winner;
  throw winner?.status === "ordered" ? gone() : running();
}

/**
 * What became of an order that was begun: it stands where it is to be kept and can be paid. Else its checkout is closed, at Stripe first, and null says
 * that the seat is free; where somebody was quicker and paid it, this throws.
 */
async function settleOrder(order: SponsorshipDocument, { keep, now }: { keep: boolean; now: Date }): Promise<SponsorshipDocument | null> {
  const known = await openCheckout(order, now);
  if (keep && known.status === "open") return order;
  const checkout = known.status === "open" ? await expireSponsorCheckout(known.id) : known;
  if (checkout?.status === "paid") {
    await followCheckout(checkout.id, now);
    throw running();
  }
  if (checkout?.status === "open") throw gone();
  await expireOrder({ id: order._id, now });
  return null;
}

/** The order's checkout as it is now: one, however often it is asked for. */
async function openCheckout(order: SponsorshipDocument, now: Date): Promise<SponsorCheckout> {
  const known = order.stripe_checkout_id && (await findSponsorCheckout(order.stripe_checkout_id));
  if (known) return known;
  const { _id: sponsorship_id, tutor_id, stripe_customer_id: customer_id, stripe_price_id: price_id } = order;
  const made = await createSponsorCheckout({ sponsorship_id, tutor_id, customer_id, price_id });
  if (await rememberCheckout({ id: order._id, checkout_id: made.id, now })) return made;
  // It was closed, or paid, while this was asked: what Stripe remembers of the key is older.
  return (await findSponsorCheckout(made.id)) ?? made;
}

async function draftOrder({ tutor, weeks, now }: { tutor: TutorDocument; weeks: SponsorshipWeeks; now: Date }): Promise<SponsorshipDocument> {
  const price = sponsorshipPrice(weeks, tutor.currency);
  const stripe_price_id = price && (await findSponsorPrice({ weeks, currency: price.currency }));
  if (!price || !stripe_price_id) throw new AppError("unavailable", "Sponsorships cannot be bought here at the moment. Nothing was charged.");
  const nothingYet = { stripe_checkout_id: null, stripe_subscription_id: null, paid_until: null, promoted_until: null, unpaid_invoice: null, ended_at: null };
  return {
    _id: newId("sponsorship"),
    tutor_id: tutor._id,
    user_id: tutor.user_id,
    market_id: tutor.market_id,
    weeks,
    ...price,
    stripe_price_id,
    stripe_customer_id: await ownCustomer(tutor.user_id),
    status: "ordered",
    is_live: true,
    ...nothingYet,
    cancel_at_period_end: false,
    paid_invoices: [],
    revision: 0,
    created_at: now,
    updated_at: now,
  };
}

function running(): AppError {
  return new AppError("conflict", "You have a sponsorship already. Nothing was charged.", { details: { reason: "running" } });
}

function gone(): AppError {
  return new AppError("conflict", "This purchase was changed in another window. Nothing was charged; look at the page again.", { details: { reason: "changed" } });
}
