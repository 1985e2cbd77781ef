import { describe, expect, it } from "vitest";
import { sendForm, typed } from "@/emulators/stripe/hosted/testing";
import { aTutor } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { ensureSponsorPrices, findSponsorPrice, missingPrices, wantedPrices } from "@/lib/integrations/stripe/sponsor-prices";
import { followCheckout } from "./follow-billing-event";
import { aSponsor, buy, setUpTestSponsorships, sponsorshipOf, visa, week_ms } from "./test-sponsor";

const { clock } = setUpTestSponsorships();

const conflict = (reason: string) => ({ code: "conflict", details: { reason } });
const subscriptionsOf = async (customer: string) => (await stripe().subscriptions.list({ customer, status: "all" })).data;

describe("the prices", () => {
  it("are made once, however often and by how many at once", async () => {
    await Promise.all([ensureSponsorPrices(), ensureSponsorPrices()]);
    expect((await ensureSponsorPrices()).every(({ did }) => did === "was there")).toBe(true);
    const { data } = await stripe().prices.list({ limit: 100 });
    expect(data.map(({ lookup_key, unit_amount }) => [lookup_key, unit_amount]).sort()).toEqual(wantedPrices.map(({ lookup_key, amount }) => [lookup_key, amount]).sort());
  });

  it("that say another amount at Stripe are replaced by one with ours, and the key goes along", async () => {
    const [wanted] = wantedPrices;
    const wrong = { product: "maestrohub_sponsorship", currency: "usd", unit_amount: 99, recurring: { interval: "week" as const }, lookup_key: wanted?.lookup_key ?? "", transfer_lookup_key: true };
    await stripe().prices.create(wrong);
    expect(await findSponsorPrice({ weeks: 1, currency: "usd" })).toBeNull();
    expect(await missingPrices(stripe())).toEqual([wanted]);
    await ensureSponsorPrices();
    expect((await stripe().prices.retrieve((await findSponsorPrice({ weeks: 1, currency: "usd" })) ?? "")).unit_amount).toBe(1_500);
  });
});

describe("buying", () => {
  it("ends in one running sponsorship with what the policy says it costs", async () => {
    const at = await clock();
    const { sponsorship, tutor } = await aSponsor(at, 4);
    expect(sponsorship).toMatchObject({ status: "active", is_live: true, amount: 6_000, currency: "usd", weeks: 4, cancel_at_period_end: false, unpaid_invoice: null });
    expect(sponsorship.paid_invoices).toMatchObject([{ amount: 6_000, currency: "usd" }]);
    expect(Math.abs((sponsorship.paid_until?.getTime() ?? 0) - at.getTime() - 4 * week_ms)).toBeLessThan(60_000);
    expect(await collections().notifications.countDocuments({ user_id: tutor.user_id, title: "You are sponsored" })).toBe(1);
    await expect(buy(tutor, 1, at)).rejects.toMatchObject(conflict("running"));
  });

  it("is in the coach's own currency", async () => {
    const tutor = await aTutor({ market_id: "IN_INR", currency: "inr" });
    const { sponsorship_id } = await buy(tutor, 1, await clock());
    const { stripe_checkout_id } = await sponsorshipOf(sponsorship_id);
    expect(await stripe().checkout.sessions.retrieve(stripe_checkout_id ?? "")).toMatchObject({ amount_total: 120_000, currency: "inr" });
  });

  it("by eight at once is one order, one customer and one checkout", async () => {
    const tutor = await aTutor();
    const at = await clock();
    const answers = await Promise.all(Array.from({ length: 8 }, () => buy(tutor, 8, at)));
    expect(new Set(answers.map(({ checkout_url }) => checkout_url)).size).toBe(1);
    expect(await collections().sponsorships.countDocuments({ tutor_id: tutor._id })).toBe(1);
    expect((await stripe().customers.list({ email: `${tutor.user_id}@example.com` })).data).toHaveLength(1);
  });

  it("different lengths at once leaves one checkout that can be paid, and paying all of them is one subscription", async () => {
    const tutor = await aTutor();
    const at = await clock();
    const answers = await Promise.allSettled(([1, 4, 8, 12, 16, 24] as const).map((weeks) => buy(tutor, weeks, at)));
    const urls = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.checkout_url] : []));
    const { sponsorship_id } = await buy(tutor, 4, at);
    const { stripe_customer_id, stripe_checkout_id } = await sponsorshipOf(sponsorship_id);
    for (const url of urls) await sendForm(url, typed(visa));
    await sendForm((await stripe().checkout.sessions.retrieve(stripe_checkout_id ?? "")).url ?? urls[0] ?? "", typed(visa));
    expect((await subscriptionsOf(stripe_customer_id)).filter(({ status }) => status === "active")).toHaveLength(1);
    expect(await collections().sponsorships.countDocuments({ tutor_id: tutor._id, is_live: true })).toBe(1);
  });

  it("another length closes the first checkout, and finds what was paid meanwhile", async () => {
    const tutor = await aTutor();
    const at = await clock();
    const first = await buy(tutor, 1, at);
    const second = await buy(tutor, 4, at);
    expect(await sponsorshipOf(first.sponsorship_id)).toMatchObject({ status: "expired" });
    await sendForm(first.checkout_url, typed(visa));
    const { stripe_customer_id, stripe_checkout_id } = await sponsorshipOf(second.sponsorship_id);
    expect(await subscriptionsOf(stripe_customer_id)).toHaveLength(0);
    await sendForm(second.checkout_url, typed(visa));
    await expect(buy(tutor, 1, at)).rejects.toMatchObject(conflict("running"));
    expect(await sponsorshipOf(second.sponsorship_id)).toMatchObject({ status: "active", stripe_checkout_id });
  });

  it("a checkout that Stripe let expire gives the seat back", async () => {
    const tutor = await aTutor();
    const at = await clock();
    const { sponsorship_id } = await buy(tutor, 1, at);
    const { stripe_checkout_id } = await sponsorshipOf(sponsorship_id);
    await stripe().checkout.sessions.expire(stripe_checkout_id ?? "");
    await followCheckout(stripe_checkout_id ?? "", at);
    const expired = await sponsorshipOf(sponsorship_id);
    expect([expired.status, expired.is_live]).toEqual(["expired", undefined]);
    expect((await buy(tutor, 1, at)).sponsorship_id).not.toBe(sponsorship_id);
  });

  it.each([
    ["a draft", { status: "draft", is_published: false }],
    ["a suspended profile", { status: "suspended", is_published: false }],
    ["an approved one that is not published", { is_published: false }],
  ] as const)("is refused for %s, and nothing is begun", async (_title, parts) => {
    const tutor = await aTutor(parts);
    await expect(buy(tutor, 1, await clock())).rejects.toMatchObject(conflict("not_public"));
    expect(await collections().sponsorships.countDocuments({ tutor_id: tutor._id })).toBe(0);
  });

  it("is refused where the currency has no price", async () => {
    const tutor = await aTutor({ market_id: "JP_JPY", currency: "jpy" });
    await expect(buy(tutor, 1, await clock())).rejects.toMatchObject({ code: "unavailable" });
  });
});
