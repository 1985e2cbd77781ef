import { afterAll, beforeAll } from "vitest";
import { sendForm, typed } from "@/emulators/stripe/hosted/testing";
import { startForTest } from "@/emulators/stripe/testing";
import { aTutor, now } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { followedEvents } from "@/lib/integrations/stripe/events";
import { ensureSponsorPrices } from "@/lib/integrations/stripe/sponsor-prices";
import { stripe } from "@/lib/integrations/stripe/client";
import type { TutorDocument } from "@/lib/tutors/schema";
import { processEvent } from "@/lib/webhook-events/process-event";
import { buySponsorship } from "./buy-sponsorship";
import { followCheckout } from "./follow-billing-event";
import type { SponsorshipDocument, SponsorshipWeeks } from "./schema";
import { findSponsorship } from "./store";

type Emulator = Awaited<ReturnType<typeof startForTest>>;

const hour_ms = 3_600_000;
export const week_ms = 7 * 24 * hour_ms;

/** For tests: a database, and a Stripe of this file's own, whose clock can be moved without moving anybody else's. */
export function setUpTestSponsorships(): { emulator: () => Emulator; clock: () => Promise<Date>; advance: (ms: number) => Promise<Date> } {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startForTest();
    process.env.EMULATORS_URL = emulator.url;
  });
  setUpTestDatabase();
  beforeAll(async () => {
    await emulator.control("clock", { set_to: now.toISOString() });
    await ensureSponsorPrices();
  });
  afterAll(() => emulator.close());
  const clock = async () => new Date(((await emulator.control("clock", {}, "GET")) as { now: string }).now);
  return {
    emulator: () => emulator,
    clock,
    async advance(advance_ms) {
      await emulator.control("clock", { advance_ms });
      return clock();
    },
  };
}

export const visa = "4242 4242 4242 4242";

export const userOf = ({ user_id }: Pick<TutorDocument, "user_id">) => ({ id: user_id, role: "tutor" as const });

export async function buy(tutor: TutorDocument, weeks: SponsorshipWeeks, at: Date) {
  return buySponsorship({ user: userOf(tutor), weeks, now: at });
}

export async function sponsorshipOf(id: string): Promise<SponsorshipDocument> {
  const sponsorship = await findSponsorship(id);
  if (!sponsorship) throw new Error(`there is no ${id}`);
  return sponsorship;
}

/** A coach whose sponsorship was bought and paid on Stripe's page, and of which we have heard. */
export async function aSponsor(at: Date, weeks: SponsorshipWeeks = 1): Promise<{ tutor: TutorDocument; sponsorship: SponsorshipDocument; subscription_id: string }> {
  const tutor = await aTutor();
  const { sponsorship_id, checkout_url } = await buy(tutor, weeks, at);
  await sendForm(checkout_url, typed(visa));
  await followCheckout((await sponsorshipOf(sponsorship_id)).stripe_checkout_id ?? "", at);
  const sponsorship = await sponsorshipOf(sponsorship_id);
  return { tutor, sponsorship, subscription_id: sponsorship.stripe_subscription_id ?? "" };
}

/** From now on this card pays: one that only fails when it is charged, say. */
export async function useCard(sponsorship: SponsorshipDocument, card: string): Promise<void> {
  const { stripe_customer_id: customer, stripe_subscription_id } = sponsorship;
  const method = await stripe().paymentMethods.attach(card, { customer });
  await stripe().customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
  await stripe().subscriptions.update(stripe_subscription_id ?? "", { default_payment_method: method.id });
}

const followed = new Set<string>(followedEvents);

/** Everything that Stripe ever said of billing, the oldest first. */
export async function billingEvents(): Promise<{ type: string; object_id: string }[]> {
  const events: { type: string; object_id: string }[] = [];
  for await (const { type, data } of stripe().events.list({ limit: 100 })) {
    if (followed.has(type)) events.push({ type, object_id: (data.object as { id: string }).id });
  }
  return events.reverse();
}

export async function hear(events: { type: string; object_id: string }[], at: Date): Promise<void> {
  for (const event of events) {
    const row = { _id: newId("outbox"), ...event, livemode: false, received_at: at, status: "pending", attempts: 0, run_at: at, last_error: null, done_at: null } as const;
    await processEvent(row, at);
  }
}

/** Which mails were written for a coach, by template. */
export async function mailsTo(userId: string): Promise<string[]> {
  const rows = await collections().outbox.find({ "task.recipient_id": userId }).sort({ created_at: 1 }).toArray();
  return rows.map(({ task }) => (task.kind === "mail" ? task.template : task.kind)).sort();
}
