import { beforeEach, describe, expect, it } from "vitest";
import { POST as intentPost } from "@/app/api/payments/create-intent/route";
import { aPerson, post } from "@/lib/auth/test-account";
import { aTutor, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { listOwnCards } from "@/lib/payment-methods/list-own-cards";
import { aCardHolder } from "@/lib/payment-methods/test-cards";
import { findPaymentOfBooking } from "@/lib/payments/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";
import { createPackageIntent } from "./create-package-intent";
import { orderPackage } from "./order-package";
import { anOffer, payIntent, purchaseNow } from "./test-packages";

setUpTestDatabase();

const return_url = "http://localhost:3000/packages";
let tutor: TutorDocument;

beforeEach(async () => {
  tutor = await aTutor();
});

async function orderOf({ _id: id }: Pick<UserDocument, "_id">) {
  const user = { id, market_id: "US_USD", timezone: "UTC" };
  const { _id: package_purchase_id } = await orderPackage({ package_id: await anOffer(tutor), user, now });
  return { package_purchase_id, user_id: id, now };
}

const chargesOf = async (intent: string) =>
  (await stripe().charges.list({ payment_intent: intent, limit: 100 })).data.filter(({ paid }) => paid).map(({ amount }) => amount);

describe("a package", () => {
  it("is paid with a saved card, and nothing is typed or kept anew", async () => {
    const { user, card_id } = await aCardHolder();
    const order = await orderOf(user);
    const { intent } = await createPackageIntent({ ...order, payment_method_id: card_id });
    await payIntent(intent.id, now, card_id);
    expect(await purchaseNow(order.package_purchase_id)).toMatchObject({ status: "active", remaining: 5 });
    expect(await findPaymentOfBooking(order.package_purchase_id)).toMatchObject({
      status: "succeeded",
      amount: 22_500,
      card: { brand: "visa", last4: "4242" },
    });
    expect(await listOwnCards({ user_id: user._id, now })).toHaveLength(1);
  });

  it("asked for ten times at once, with the saved card and with others, has one payment and one intent, and is charged once", async () => {
    const { user, card_id } = await aCardHolder();
    const order = await orderOf(user);
    const ways = [{ payment_method_id: card_id }, {}, { save_card: true }, { payment_method_id: card_id }, { save_card: false }];
    const asked = await Promise.all([...ways, ...ways].map((way) => createPackageIntent({ ...order, ...way })));
    expect(new Set(asked.map(({ intent }) => intent.id)).size).toBe(1);
    expect(await collections().payments.countDocuments({ booking_id: order.package_purchase_id })).toBe(1);
    const { intent } = await createPackageIntent({ ...order, payment_method_id: card_id });
    const confirm = () => stripe().paymentIntents.confirm(intent.id, { payment_method: card_id, return_url });
    const tries = await Promise.allSettled([confirm(), confirm(), confirm()]);
    expect(tries.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await chargesOf(intent.id)).toEqual([22_500]);
  });

  it("waits for the bank where the bank wants to be asked, and gives nothing before", async () => {
    const { user, card_id } = await aCardHolder("pm_card_authenticationRequiredSetupForOffSession");
    const order = await orderOf(user);
    const { intent } = await createPackageIntent({ ...order, payment_method_id: card_id });
    expect((await stripe().paymentIntents.confirm(intent.id, { payment_method: card_id, return_url })).status).toBe("requires_action");
    expect(await purchaseNow(order.package_purchase_id)).toMatchObject({ status: "ordered", remaining: 0 });
  });

  it("whose saved card is declined stays the same order, which another card pays", async () => {
    const { user, card_id } = await aCardHolder("pm_card_chargeCustomerFail");
    const order = await orderOf(user);
    const { intent } = await createPackageIntent({ ...order, payment_method_id: card_id });
    await expect(payIntent(intent.id, now, card_id)).rejects.toMatchObject({ code: "card_declined" });
    const again = await createPackageIntent(order);
    expect(again.intent.id).toBe(intent.id);
    await payIntent(intent.id, now);
    expect((await purchaseNow(order.package_purchase_id)).status).toBe("active");
    expect(await chargesOf(intent.id)).toEqual([22_500]);
  });

  it("keeps a typed card where its owner wants it to, and only then", async () => {
    const { user } = await aCardHolder("pm_card_mastercard");
    const order = await orderOf(user);
    expect((await createPackageIntent({ ...order, save_card: true })).intent.keeps_card).toBe(true);
    const { intent } = await createPackageIntent(order);
    expect(intent.keeps_card).toBe(false);
    expect((await stripe().paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa", return_url })).setup_future_usage).toBeNull();
  });

  it("is not paid with the card of somebody else: that is 404, and nothing is written", async () => {
    const { card_id: theirs } = await aCardHolder();
    const { user } = await aCardHolder();
    const order = await orderOf(user);
    await expect(createPackageIntent({ ...order, payment_method_id: theirs })).rejects.toMatchObject({ code: "not_found", details: { reason: "card_gone" } });
    expect(await findPaymentOfBooking(order.package_purchase_id)).toBeNull();
  });
});

it.each([
  ["a session and a package", { booking_id: "bk_1", package_purchase_id: "pkg_1" }],
  ["neither", {}],
  ["a package, a saved card and the wish to save it", { package_purchase_id: "pkg_1", payment_method_id: "pm_12345", save_card: true }],
])("asking to pay for %s is 422", async (_what, body) => {
  const { cookie } = await aPerson();
  expect((await post(intentPost, body, cookie)).status).toBe(422);
  expect(await collections().payments.countDocuments({ booking_id: { $in: ["bk_1", "pkg_1"] } })).toBe(0);
});
