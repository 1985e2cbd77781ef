import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { openBillingPortal } from "@/lib/integrations/stripe/customers";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { endSubscriptionNow, setRenewal } from "@/lib/integrations/stripe/subscriptions";
import { followCheckout } from "./follow-billing-event";
import { followSubscription } from "./follow-subscription";
import type { SponsorshipDocument } from "./schema";
import { findSponsorship } from "./store";
import { type SponsorshipView, toSponsorshipView } from "./view";

interface Own {
  sponsorship_id: string;
  user: { id: string };
  now: Date;
}

/** Looks at Stripe for an order that waits, so that nobody waits for a webhook that does not come. */
export async function checkSponsorship(own: Own): Promise<SponsorshipView> {
  const { status, stripe_checkout_id } = await requireOwn(own);
  return thenShow(own, async () => {
    if (status === "ordered" && stripe_checkout_id) await followCheckout(stripe_checkout_id, own.now);
  });
}

/**
 * Ends it: what was paid for runs on to its end, and nothing more is charged. Where a renewal is unpaid there is nothing paid to run on, so that it
 * ends now and nobody is asked for the open amount. Throws 409 where it does not run.
 */
export async function cancelSponsorship(own: Own): Promise<SponsorshipView> {
  const { id, status } = await requireRunning(own);
  return thenShow(own, async () => {
    await (status === "past_due" ? endSubscriptionNow(id) : setRenewal({ id, renews: false }));
    await followSubscription(id, own.now);
  });
}

/** Takes the end back while it still runs. */
export async function resumeSponsorship(own: Own): Promise<SponsorshipView> {
  const { id } = await requireRunning(own);
  return thenShow(own, async () => {
    await setRenewal({ id, renews: true });
    await followSubscription(id, own.now);
  });
}

/** Stripe's page for the card and the invoices; it is for this customer alone and soon over. */
export async function openPortal(own: Own): Promise<{ url: string }> {
  const { stripe_customer_id: customer_id } = await requireOwn(own);
  const url = await openBillingPortal({ customer_id, return_url: `${env().app_url}/coach/sponsorship` }).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  return { url };
}

async function requireOwn({ sponsorship_id, user }: Own): Promise<SponsorshipDocument> {
  const sponsorship = await findSponsorship(sponsorship_id);
  if (sponsorship?.user_id !== user.id) throw new AppError("not_found", "There is no such sponsorship.");
  return sponsorship;
}

async function requireRunning(own: Own): Promise<{ id: string; status: SponsorshipDocument["status"] }> {
  const { status, stripe_subscription_id: id } = await requireOwn(own);
  if (id && (status === "active" || status === "past_due")) return { id, status };
  throw new AppError("conflict", "This sponsorship does not run, so there is nothing to change.", { details: { status } });
}

async function thenShow(own: Own, work: () => Promise<void>): Promise<SponsorshipView> {
  await work().catch((error: unknown) => {
    throw toPaymentError(error);
  });
  return toSponsorshipView(await requireOwn(own), own.now);
}
