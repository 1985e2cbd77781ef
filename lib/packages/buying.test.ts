import { beforeEach, describe, expect, it } from "vitest";
import { aTutor, aUser, noticesOf, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { confirmPayment } from "@/lib/payments/confirm-payment";
import { settlePayment } from "@/lib/payments/settle-payment";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { refundsAtStripe } from "@/lib/refunds/test-paid-session";
import type { TutorDocument } from "@/lib/tutors/schema";
import { processEvent } from "@/lib/webhook-events/process-event";
import { createPackageIntent } from "./create-package-intent";
import { orderPackage } from "./order-package";
import { insertOrder } from "./purchase-store";
import { aBoughtPackage, anOffer, aPurchase, payIntent, purchaseNow } from "./test-packages";

setUpTestDatabase();

let tutor: TutorDocument;
let user: { id: string; market_id: string; timezone: string };
let package_id: string;

beforeEach(async () => {
  tutor = await aTutor();
  user = { id: (await aUser())._id, market_id: "US_USD", timezone: "UTC" };
  package_id = await anOffer(tutor);
});

const order = () => orderPackage({ package_id, user, now });
const intentOf = (package_purchase_id: string) => createPackageIntent({ package_purchase_id, user_id: user.id, now });
const hint = (object_id: string) => ({ _id: `evt_${object_id}`, type: "payment_intent.succeeded", object_id, livemode: false, status: "pending", attempts: 1, run_at: now, last_error: null, received_at: now, done_at: null }) as const;
const mailsAbout = async (purchase_id: string) => (await collections().outbox.find({ "task.purchase_id": purchase_id, "task.kind": "mail" }).toArray()).flatMap(({ task }) => (task.kind === "mail" ? [task.template] : [])).toSorted();

describe("buying a package", () => {
  it("charges once what the order says, gives all its sessions, owes them in the books, and tells both once", async () => {
    const { purchase, intent_id, tutor: coach, user: client } = await aBoughtPackage();
    expect(purchase).toMatchObject({ status: "active", price: 22_500, remaining: 5, remaining_value: 22_500, bought_at: now, expires_at: new Date("2027-05-02T12:00:00Z") });
    expect(purchase).not.toHaveProperty("is_open");
    expect(await stripe().paymentIntents.retrieve(intent_id)).toMatchObject({ amount_received: 22_500, currency: "usd", transfer_group: purchase._id });
    const statement = statementOf(await listEntriesOf(purchase._id));
    expect(statement).toMatchObject({ charged: 22_500, fee: 0, held: 22_500, refunded: 0 });
    expect(isExplained(statement)).toBe(true);
    expect(await mailsAbout(purchase._id)).toEqual(["package-bought", "package-expiring", "package-expiring", "package-expiring", "package-sold"]);
    expect(await noticesOf(client.id)).toEqual([`Yours: 5 sessions of 60 minutes with ${coach.name}. To be taken until Sun, May 2. Book the first one.`]);
    expect(await noticesOf(coach.user_id)).toEqual(["Maya Lindqvist bought 5 sessions of 60 minutes. To be taken until Sun, May 2."]);
  });

  it("ordered ten times at once is one order with one payment and one intent", async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, order));
    expect(new Set(orders.map(({ _id }) => _id)).size).toBe(1);
    const id = orders[0]?._id ?? "";
    const intents = await Promise.all(Array.from({ length: 10 }, () => intentOf(id)));
    expect(new Set(intents.map(({ intent }) => intent.id)).size).toBe(1);
    expect(await collections().payments.countDocuments({ booking_id: id })).toBe(1);
  });

  it("recorded by confirm, webhook and poll at the same moment is recorded once", async () => {
    const { _id } = await order();
    const { intent } = await intentOf(_id);
    await stripe().paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa", return_url: "http://localhost:3000/packages" });
    const confirm = () => confirmPayment({ payment_intent_id: intent.id, user_id: user.id, now });
    const heard = await Promise.all([confirm(), processEvent(hint(intent.id), now), confirm(), processEvent(hint(intent.id), now), confirm()]);
    expect(heard[0]).toEqual({ booking_id: _id, outcome: "confirmed" });
    expect(await purchaseNow(_id)).toMatchObject({ status: "active", remaining: 5 });
    expect((await listEntriesOf(_id)).map(({ kind }) => kind)).toEqual(["payment_captured"]);
    expect(await mailsAbout(_id)).toHaveLength(5);
    expect(await noticesOf(tutor.user_id)).toHaveLength(1);
  });

  it("gives nothing before Stripe has the money, and nothing to somebody else", async () => {
    const { _id } = await order();
    const { intent } = await intentOf(_id);
    await expect(confirmPayment({ payment_intent_id: intent.id, user_id: user.id, now })).rejects.toMatchObject({ code: "payment_required" });
    await expect(confirmPayment({ payment_intent_id: intent.id, user_id: "user_other", now })).rejects.toMatchObject({ code: "not_found" });
    await expect(createPackageIntent({ package_purchase_id: _id, user_id: "user_other", now })).rejects.toMatchObject({ code: "not_found" });
    expect(await purchaseNow(_id)).toMatchObject({ status: "ordered", remaining: 0 });
  });

  it("is not bought by an intent of another amount", async () => {
    const { _id } = await order();
    const { intent } = await intentOf(_id);
    await expect(settlePayment({ ...intent, status: "succeeded", amount_received: 22_499 }, now)).rejects.toMatchObject({ code: "payment_required" });
    expect((await purchaseNow(_id)).status).toBe("ordered");
  });

  it("is charged at the new price where the coach changed it after the order, never at one that nobody saw", async () => {
    const before = await order();
    await collections().tutors.updateOne({ _id: tutor._id }, { $set: { offers: [{ duration_minutes: 60, price: 6_000 }] } });
    const after = await order();
    expect([before.price, after.price]).toEqual([22_500, 27_000]);
    await expect(intentOf(before._id)).rejects.toMatchObject({ details: { reason: "terms_changed" } });
    expect((await intentOf(after._id)).amount).toBe(27_000);
  });

  it("paid in an old tab buys what that tab said", async () => {
    const before = await order();
    const { intent } = await intentOf(before._id);
    await collections().tutors.updateOne({ _id: tutor._id }, { $set: { offers: [{ duration_minutes: 60, price: 6_000 }] } });
    await order();
    await payIntent(intent.id, now);
    expect(await purchaseNow(before._id)).toMatchObject({ status: "active", price: 22_500, remaining: 5 });
  });

  it("paid when the coach was suspended meanwhile goes back at once, whole", async () => {
    const { _id } = await order();
    const { intent } = await intentOf(_id);
    await collections().tutors.updateOne({ _id: tutor._id }, { $set: { status: "suspended", is_published: false } });
    const { settlement } = await payIntent(intent.id, now);
    expect(settlement).toEqual({ booking_id: _id, outcome: "refunded" });
    expect(await purchaseNow(_id)).toMatchObject({ status: "ended", remaining: 0, remaining_value: 0, ended: { by: "maestrohub", refund_amount: 22_500, kept_amount: 0 } });
    const [refund] = await listRefundsOf(_id);
    await executeRefund(refund?._id ?? "", now);
    expect(await refundsAtStripe(intent.id)).toEqual([[22_500, "succeeded"]]);
    expect(statementOf(await listEntriesOf(_id))).toMatchObject({ charged: 22_500, refunded: 22_500, held: 0, fee: 0 });
    expect(await noticesOf(tutor.user_id)).toEqual([]);
  });

  it.each([
    ["that was taken back", () => collections().packages.updateOne({ _id: package_id }, { $set: { withdrawn_at: now }, $unset: { seat: "" } }), "conflict"],
    ["of a length that is not offered any more", () => collections().tutors.updateOne({ _id: tutor._id }, { $set: { offers: [{ duration_minutes: 30, price: 3_000 }] } }), "conflict"],
    ["of a coach who pauses", () => collections().tutors.updateOne({ _id: tutor._id }, { $set: { "availability.is_paused": true } }), "conflict"],
    ["of a coach whom nobody sees", () => collections().tutors.updateOne({ _id: tutor._id }, { $set: { is_published: false } }), "not_found"],
    ["of oneself", () => Promise.resolve((user = { ...user, id: tutor.user_id })), "forbidden"],
  ])("one %s is refused", async (_, change, code) => {
    await change();
    await expect(order()).rejects.toMatchObject({ code });
    expect(await collections().package_purchases.countDocuments({ package_id })).toBe(0);
  });
});

describe("the database", () => {
  it("lets one order of a package be open for a client", async () => {
    const draft = { consumer_id: user.id, package_id, is_open: true } as const;
    expect(await insertOrder(aPurchase(draft))).toBe(true);
    expect(await insertOrder(aPurchase(draft))).toBe(false);
  });

  it("lets one charge buy one package", async () => {
    const bought = { stripe_payment_intent_id: `pi_${package_id}` };
    await collections().package_purchases.insertOne(aPurchase(bought));
    await expect(collections().package_purchases.insertOne(aPurchase(bought))).rejects.toMatchObject({ code: 11000 });
  });
});
