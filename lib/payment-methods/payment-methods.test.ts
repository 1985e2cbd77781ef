import Stripe from "stripe";
import { describe, expect, it, vi } from "vitest";
import { DELETE as removeRoute } from "@/app/api/account/payment-methods/[payment_method_id]/route";
import { POST as defaultRoute } from "@/app/api/account/payment-methods/[payment_method_id]/default/route";
import { aPerson, call } from "@/lib/auth/test-account";
import { aUser, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { detachStripeCard } from "@/lib/integrations/stripe/saved-cards";
import { ownCustomer } from "@/lib/users/own-customer";
import { findUser } from "@/lib/users/store";
import { chooseDefaultCard } from "./choose-default-card";
import { listCardsToOffer, listOwnCards } from "./list-own-cards";
import { removeCard } from "./remove-card";
import { aCardHolder, aSavedCard } from "./test-cards";

setUpTestDatabase();

const cardsOf = (user_id: string) => listOwnCards({ user_id, now });
const idsOf = async (user_id: string) => (await cardsOf(user_id)).map(({ id }) => id);
const stored = async (user_id: string) => (await findUser(user_id))?.default_payment_method_id;

describe("a person's customer at Stripe", () => {
  it("is one, however many ask at once, and again after our write was lost", async () => {
    const user = await aUser();
    const asked = await Promise.all(Array.from({ length: 6 }, () => ownCustomer(user._id)));
    expect(new Set(asked).size).toBe(1);
    await collections().users.updateOne({ _id: user._id }, { $unset: { stripe_customer_id: "" } });
    expect(await ownCustomer(user._id)).toBe(asked[0]);
    expect((await stripe().customers.list({ email: user.email })).data).toHaveLength(1);
  });

  it("is nobody else's: the database refuses", async () => {
    const [one, other] = [await aUser({ stripe_customer_id: "cus_theirs" }), await aUser()];
    await expect(collections().users.updateOne({ _id: other._id }, { $set: { stripe_customer_id: one.stripe_customer_id ?? "" } })).rejects.toMatchObject({
      code: 11_000,
    });
  });
});

describe("saved cards", () => {
  it("are none, and Stripe is not asked for a customer, until one is kept", async () => {
    const user = await aUser();
    expect(await cardsOf(user._id)).toEqual([]);
    expect((await findUser(user._id))?.stripe_customer_id).toBeUndefined();
  });

  it("are listed to their owner, and the newest is offered first until another is chosen", async () => {
    const { user, card_id } = await aCardHolder();
    const second = await aSavedCard(user._id, "pm_card_mastercard");
    expect(await cardsOf(user._id)).toMatchObject([
      { id: second, brand: "mastercard", last4: "4444", is_default: true },
      { id: card_id, brand: "visa", last4: "4242", is_default: false, is_expired: false },
    ]);
    await chooseDefaultCard({ user_id: user._id, card_id, now });
    expect(await cardsOf(user._id)).toMatchObject([
      { id: card_id, is_default: true },
      { id: second, is_default: false },
    ]);
  });

  it("hold none that was saved without the agreement to be shown again", async () => {
    const { user, card_id } = await aCardHolder();
    await stripe().paymentMethods.update(card_id, { allow_redisplay: "limited" });
    expect(await cardsOf(user._id)).toEqual([]);
    await expect(removeCard({ user_id: user._id, card_id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are none where somebody has deleted the customer at Stripe", async () => {
    const { user } = await aCardHolder();
    await stripe().customers.del(await ownCustomer(user._id));
    expect(await cardsOf(user._id)).toEqual([]);
  });

  it("do not keep the checkout waiting, nor anybody from paying, while Stripe does not answer", async () => {
    const { user } = await aCardHolder();
    const list = vi
      .spyOn(stripe().customers, "listPaymentMethods")
      .mockImplementation(() => Promise.reject(new Stripe.errors.StripeConnectionError({ message: "no answer", type: "api_error" })) as never);
    expect(await listCardsToOffer({ user_id: user._id, now })).toEqual([]);
    await expect(cardsOf(user._id)).rejects.toMatchObject({ code: "unavailable" });
    list.mockRestore();
    expect(await listCardsToOffer({ user_id: user._id, now })).toHaveLength(1);
  });

  it("are gone at Stripe once removed, also where the number was saved twice", async () => {
    const { user, card_id } = await aCardHolder();
    const twin = await aSavedCard(user._id);
    const other = await aSavedCard(user._id, "pm_card_mastercard");
    expect(await idsOf(user._id)).toHaveLength(2);
    await removeCard({ user_id: user._id, card_id });
    expect(await idsOf(user._id)).toEqual([other]);
    for (const id of [card_id, twin]) expect((await stripe().paymentMethods.retrieve(id)).customer).toBeNull();
  });

  it("may be taken from their customer twice: an answer that was lost is asked for again", async () => {
    const { user, card_id } = await aCardHolder();
    const customer_id = await ownCustomer(user._id);
    await detachStripeCard({ customer_id, card_id });
    await detachStripeCard({ customer_id, card_id });
    expect(await cardsOf(user._id)).toEqual([]);
  });

  it("can be removed by two windows at once", async () => {
    const { user, card_id } = await aCardHolder();
    const answers = await Promise.allSettled([removeCard({ user_id: user._id, card_id }), removeCard({ user_id: user._id, card_id })]);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "not_found" });
    expect(await cardsOf(user._id)).toEqual([]);
  });
});

describe("another person's card", () => {
  it.each([
    ["removed", (params: Record<string, string>, cookie: string) => call(removeRoute, "DELETE", { params, cookie })],
    ["chosen", (params: Record<string, string>, cookie: string) => call(defaultRoute, "POST", { params, cookie })],
  ])("cannot be %s: 404, and nothing changes", async (_what, ask) => {
    const { user: owner, card_id } = await aCardHolder();
    const { user, cookie } = await aPerson();
    await aSavedCard(user.id, "pm_card_mastercard");
    const response = await ask({ payment_method_id: card_id }, cookie);
    expect(response.status).toBe(404);
    expect(await idsOf(owner._id)).toEqual([card_id]);
    expect(await idsOf(user.id)).toHaveLength(1);
    expect(await stored(user.id)).toBeUndefined();
  });

  it.each(["pm_nobody", "pm_", "cus_1", "../pm_1", "pm_card_visa"])("by the id %j is none", async (payment_method_id) => {
    const { user, cookie } = await aPerson();
    await aSavedCard(user.id);
    expect((await call(removeRoute, "DELETE", { params: { payment_method_id }, cookie })).status).toBe(404);
    expect(await idsOf(user.id)).toHaveLength(1);
  });
});
