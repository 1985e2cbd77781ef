import { describe, expect, it } from "vitest";
import { aTutor, aUser } from "@/lib/bookings/test-marketplace";
import { withTransaction } from "@/lib/db/client";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { PermanentFailure } from "@/lib/jobs/failures";
import { cancelSponsorship, checkSponsorship, openPortal, resumeSponsorship } from "./change-sponsorship";
import { followSubscription } from "./follow-subscription";
import type { SponsorshipDocument } from "./schema";
import { listPromotedTutorIds, moveSponsorship } from "./store";
import { aSponsor, billingEvents, buy, hear, mailsTo, setUpTestSponsorships, sponsorshipOf, useCard, userOf, week_ms } from "./test-sponsor";

const { clock, advance } = setUpTestSponsorships();

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
/** A period and the hour in which its invoice is a draft. */
const toRenewal = week_ms + 2 * hour_ms;
const fails = "pm_card_chargeCustomerFail";

/** Lets time pass and hears of what Stripe did meanwhile with this subscription. */
async function pass(ms: number, { subscription_id }: { subscription_id: string }): Promise<Date> {
  const at = await advance(ms);
  await followSubscription(subscription_id, at);
  return at;
}

const openInvoice = async (subscription: string) => (await stripe().invoices.list({ subscription, status: "open" })).data[0]?.id ?? "";
const isShown = async (tutor_id: string, at: Date) => (await listPromotedTutorIds(at)).includes(tutor_id);

describe("a renewal", () => {
  it("that is paid goes on for another period, without a word", async () => {
    const sponsor = await aSponsor(await clock());
    await pass(toRenewal, sponsor);
    const renewed = await sponsorshipOf(sponsor.sponsorship._id);
    expect(renewed).toMatchObject({ status: "active", unpaid_invoice: null });
    expect(renewed.paid_invoices.map(({ amount }) => amount)).toEqual([1_500, 1_500]);
    expect((renewed.paid_until?.getTime() ?? 0) - (sponsor.sponsorship.paid_until?.getTime() ?? 0)).toBe(week_ms);
    expect(await mailsTo(sponsor.tutor.user_id)).toEqual([]);
  });

  it("that fails leaves it up for three days to the second, is mailed once, and a new card recovers it", async () => {
    const sponsor = await aSponsor(await clock());
    await useCard(sponsor.sponsorship, fails);
    const at = await pass(toRenewal, sponsor);
    await followSubscription(sponsor.subscription_id, at);
    const failed = await sponsorshipOf(sponsor.sponsorship._id);
    expect(failed).toMatchObject({ status: "past_due", is_live: true, paid_until: sponsor.sponsorship.paid_until, unpaid_invoice: { amount: 1_500, needs: "card" } });
    expect(await mailsTo(sponsor.tutor.user_id)).toEqual(["sponsorship-payment-failed"]);
    const end = (sponsor.sponsorship.paid_until?.getTime() ?? 0) + 3 * day_ms;
    expect(await Promise.all([-1_000, 0, 1_000].map((ms) => isShown(sponsor.tutor._id, new Date(end + ms))))).toEqual([true, false, false]);

    await useCard(failed, "pm_card_mastercard");
    await stripe().invoices.pay(await openInvoice(sponsor.subscription_id));
    await followSubscription(sponsor.subscription_id, at);
    const recovered = await sponsorshipOf(sponsor.sponsorship._id);
    expect(recovered).toMatchObject({ status: "active", unpaid_invoice: null });
    expect(recovered.paid_invoices).toHaveLength(2);
    expect(await isShown(sponsor.tutor._id, new Date(end + 1_000))).toBe(true);
    expect(await mailsTo(sponsor.tutor.user_id)).toHaveLength(1);
  });

  it("for which the bank asks is told in its own words", async () => {
    const sponsor = await aSponsor(await clock());
    await useCard(sponsor.sponsorship, "pm_card_authenticationRequired");
    await pass(toRenewal, sponsor);
    expect(await sponsorshipOf(sponsor.sponsorship._id)).toMatchObject({ status: "past_due", unpaid_invoice: { needs: "authenticate" } });
    expect(await mailsTo(sponsor.tutor.user_id)).toEqual(["sponsorship-action-required"]);
    const notice = await collections().notifications.findOne({ user_id: sponsor.tutor.user_id, title: /bank/ });
    expect(notice?.href).toBe("/coach/sponsorship");
  });

  it("that fails for good ends it, says so once, and frees the seat", async () => {
    const sponsor = await aSponsor(await clock());
    await useCard(sponsor.sponsorship, fails);
    const at = await pass(toRenewal + 17 * day_ms, sponsor);
    const ended = await sponsorshipOf(sponsor.sponsorship._id);
    expect([ended.status, ended.is_live, ended.promoted_until]).toEqual(["ended", undefined, null]);
    expect(await collections().notifications.countDocuments({ user_id: sponsor.tutor.user_id, title: "Your sponsorship has ended" })).toBe(1);
    expect((await buy(sponsor.tutor, 4, at)).sponsorship_id).not.toBe(ended._id);
  });
});

describe("ending it", () => {
  it("lets it run to the end of what was paid and charges nothing more; until then it can be taken back", async () => {
    const sponsor = await aSponsor(await clock());
    const own = { sponsorship_id: sponsor.sponsorship._id, user: userOf(sponsor.tutor), now: await clock() };
    expect(await cancelSponsorship(own)).toMatchObject({ status: "active", renews: false, is_promoted: true });
    expect(await cancelSponsorship(own)).toMatchObject({ renews: false });
    expect(await resumeSponsorship(own)).toMatchObject({ status: "active", renews: true });
    await cancelSponsorship(own);
    const { paid_until } = await sponsorshipOf(own.sponsorship_id);
    expect(await Promise.all([-1_000, 0].map((ms) => isShown(sponsor.tutor._id, new Date((paid_until?.getTime() ?? 0) + ms))))).toEqual([true, false]);
    const now = await pass(toRenewal, sponsor);
    expect(await sponsorshipOf(own.sponsorship_id)).toMatchObject({ status: "ended", paid_until });
    expect((await sponsorshipOf(own.sponsorship_id)).paid_invoices).toHaveLength(1);
    await expect(resumeSponsorship({ ...own, now })).rejects.toMatchObject({ code: "conflict" });
  });

  it("of one whose renewal is unpaid ends it at once, and the open amount is never taken", async () => {
    const sponsor = await aSponsor(await clock());
    await useCard(sponsor.sponsorship, fails);
    const now = await pass(toRenewal, sponsor);
    expect(await cancelSponsorship({ sponsorship_id: sponsor.sponsorship._id, user: userOf(sponsor.tutor), now })).toMatchObject({ status: "ended", is_promoted: false });
    await useCard(sponsor.sponsorship, "pm_card_visa").catch(() => null);
    await pass(17 * day_ms, sponsor);
    expect((await sponsorshipOf(sponsor.sponsorship._id)).paid_invoices).toHaveLength(1);
  });
});

describe("another's sponsorship", () => {
  it("is not there for anybody else, and stays as it is", async () => {
    const { sponsorship } = await aSponsor(await clock());
    const other = await aTutor();
    for (const user of [userOf(other), { id: (await aUser())._id }]) {
      for (const deed of [checkSponsorship, cancelSponsorship, resumeSponsorship, openPortal]) {
        await expect(deed({ sponsorship_id: sponsorship._id, user, now: await clock() })).rejects.toMatchObject({ code: "not_found" });
      }
    }
    expect(await sponsorshipOf(sponsorship._id)).toEqual(sponsorship);
  });
});

describe("events", () => {
  /** What must be the same however it was heard of. */
  const state = ({ revision: _r, updated_at: _u, ...rest }: SponsorshipDocument) => ({ ...rest, paid_invoices: rest.paid_invoices.toSorted((a, b) => a.id.localeCompare(b.id)) });

  it("shuffled, repeated, half lost and several at once end in the same state, with no mail twice", async () => {
    const sponsor = await aSponsor(await clock());
    const begun: SponsorshipDocument = { ...sponsor.sponsorship, status: "ordered", paid_invoices: [], paid_until: null, promoted_until: null, stripe_subscription_id: null, revision: 0 };
    await pass(toRenewal, sponsor);
    await useCard(sponsor.sponsorship, fails);
    const at = await pass(week_ms, sponsor);
    const expected = state(await sponsorshipOf(begun._id));
    expect(expected).toMatchObject({ status: "past_due" });
    expect(expected.paid_invoices).toHaveLength(2);

    const all = await billingEvents();
    const ids = new Set([sponsor.subscription_id, begun.stripe_checkout_id, ...(await stripe().invoices.list({ subscription: sponsor.subscription_id })).data.map(({ id }) => id)]);
    const about = all.filter(({ object_id }) => ids.has(object_id));
    expect(about.length).toBeGreaterThan(8);
    for (let seed = 1; seed <= 4; seed += 1) {
      const random = randomFrom(seed);
      await collections().sponsorships.replaceOne({ _id: begun._id }, begun);
      await collections().outbox.deleteMany({});
      const heard = shuffled([...about, ...about].filter(() => random() < 0.5), random);
      await Promise.all([0, 1, 2].map((lane) => hear(heard.filter((_, i) => i % 3 === lane), at)));
      // The poll brings what was lost.
      await hear(about.slice(0, 1), at);
      expect(state(await sponsorshipOf(begun._id)), `seed ${seed}`).toEqual(expected);
      expect(await mailsTo(begun.user_id)).toEqual(["sponsorship-payment-failed"]);
    }
  });

  it("that were read before somebody else looked are not written over what was found since", async () => {
    const { sponsorship, subscription_id } = await aSponsor(await clock());
    await followSubscription(subscription_id, await clock());
    const { stripe_subscription_id, paid_until, promoted_until, cancel_at_period_end, unpaid_invoice, ended_at } = sponsorship;
    const facts = { stripe_subscription_id, paid_until, promoted_until, cancel_at_period_end, unpaid_invoice, ended_at };
    const late = () => withTransaction(async (session) => moveSponsorship({ before: sponsorship, to: "past_due", facts, is_over: false, now: await clock(), session }));
    expect(await late()).toBe(false);
    expect(await sponsorshipOf(sponsorship._id)).toMatchObject({ status: "active" });
  });

  it("of a subscription that was not ordered here move nothing; one that claims to be ours is for a person", async () => {
    const { sponsorship } = await aSponsor(await clock());
    const price = sponsorship.stripe_price_id;
    const make = (metadata: Record<string, string>) => stripe().subscriptions.create({ customer: sponsorship.stripe_customer_id, items: [{ price }], metadata, payment_behavior: "default_incomplete" });
    await followSubscription((await make({})).id, await clock());
    await expect(followSubscription((await make({ sponsorship_id: sponsorship._id })).id, await clock())).rejects.toBeInstanceOf(PermanentFailure);
    expect((await sponsorshipOf(sponsorship._id)).stripe_subscription_id).toBe(sponsorship.stripe_subscription_id);
  });
});

function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}
