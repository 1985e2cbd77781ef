import { describe, expect, it } from "vitest";
import { POST as deleteRoute } from "@/app/api/account/delete/route";
import { aPerson, password, post } from "@/lib/auth/test-account";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { forgetCustomer } from "@/lib/integrations/stripe/customers";
import { stripe } from "@/lib/integrations/stripe/client";
import { runTask } from "@/lib/outbox/run-task";
import { aSavedCard } from "@/lib/payment-methods/test-cards";
import { findTutorOfUser } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { personalData } from "./personal-data";

setUpTestDatabase();

const deletions = () => collections().outbox.find({ "task.kind": "forget-customer" }).toArray();

describe("a person who keeps a card", () => {
  it("finds it in the export, which holds nothing to pay with", async () => {
    const { user } = await aPerson();
    await aSavedCard(user.id);
    const found = await findUser(user.id);
    const { users } = personalData;
    if (!found || !("export" in users) || typeof users.export !== "function") throw new Error("users are exported");
    const { saved_cards } = await users.export({ user: found, tutor: await findTutorOfUser(user.id) });
    expect(saved_cards).toMatchObject([{ brand: "visa", last4: "4242", exp_month: 12 }]);
  });

  it("is forgotten at Stripe too once the account is deleted, and asking again changes nothing", async () => {
    const { user, cookie } = await aPerson();
    const card_id = await aSavedCard(user.id);
    const customer_id = (await findUser(user.id))?.stripe_customer_id ?? "";
    expect((await post(deleteRoute, { password, confirm: "delete" }, cookie)).status).toBe(200);
    const [task, ...more] = await deletions();
    expect(more).toEqual([]);
    expect(task).toMatchObject({ lane: "stripe", task: { kind: "forget-customer", customer_id } });
    if (task) await runTask(task, new Date());
    expect(await stripe().customers.retrieve(customer_id)).toMatchObject({ deleted: true });
    expect((await stripe().paymentMethods.retrieve(card_id)).customer).toBeNull();
    await forgetCustomer(customer_id);
    expect((await findUser(user.id))?.stripe_customer_id).toBeUndefined();
  });

  it("leaves no task behind who never kept one", async () => {
    const { cookie } = await aPerson();
    const before = (await deletions()).length;
    expect((await post(deleteRoute, { password, confirm: "delete" }, cookie)).status).toBe(200);
    expect(await deletions()).toHaveLength(before);
  });
});
