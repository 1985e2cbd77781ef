import { describe, expect, it } from "vitest";
import { findBooking } from "@/lib/bookings/store";
import { aHold, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { runNextRow } from "@/lib/jobs/queue";
import { inboxQueue } from "@/lib/jobs/queues";
import { createIntent } from "@/lib/payments/create-intent";
import { POST } from "./route";

setUpTestDatabase();

const secret = "whsec_emulator";
let events = 0;

function anEvent(type: string, object: { id: string }) {
  events += 1;
  return { id: `evt_test_${process.pid}_${events}`, object: "event", type, livemode: false, data: { object: { object: "payment_intent", ...object } } };
}

function deliver(event: object, parts: { age_seconds?: number; secret?: string; tamper?: (body: string) => string } = {}): Promise<Response> {
  const payload = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1_000) - (parts.age_seconds ?? 0);
  const signature = stripe().webhooks.generateTestHeaderString({ payload, secret: parts.secret ?? secret, timestamp });
  const body = parts.tamper ? parts.tamper(payload) : payload;
  return POST(new Request("http://localhost:3000/api/stripe/webhook", { method: "POST", body, headers: { "stripe-signature": signature } }));
}

async function workOffInbox(workers = 1): Promise<unknown[]> {
  const failures: unknown[] = [];
  const worker = async () => {
    while (await runNextRow({ ...inboxQueue(), onFailure: (error) => failures.push(error) }, new Date()));
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return failures;
}

async function aPaidIntent() {
  const booking = await aHold();
  const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
  await stripe().paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa", return_url: "http://localhost:3000/" });
  return { booking, intent };
}

const inbox = (id: string) => collections().webhook_events.findOne({ _id: id });

describe("the webhook refuses", () => {
  const event = anEvent("payment_intent.succeeded", { id: "pi_1" });
  const refusals: [string, Parameters<typeof deliver>[1]][] = [
    ["a signature by another secret", { secret: "whsec_other" }],
    ["a signature that is 301 seconds old", { age_seconds: 301 }],
    ["a body that was changed on the way", { tamper: (body) => body.replace("pi_1", "pi_2") }],
  ];
  it.each(refusals)("%s with 400, and stores nothing", async (_title, parts) => {
    expect((await deliver(event, parts)).status).toBe(400);
    expect(await inbox(event.id)).toBeNull();
  });

  it("a call without a signature with 400", async () => {
    const response = await POST(new Request("http://localhost:3000/api/stripe/webhook", { method: "POST", body: JSON.stringify(event) }));
    expect(response.status).toBe(400);
  });

  it("more than a megabyte with 413", async () => {
    const response = await POST(new Request("http://localhost:3000/api/stripe/webhook", { method: "POST", body: "x".repeat(1024 * 1024 + 1) }));
    expect(response.status).toBe(413);
  });
});

describe("the webhook", () => {
  it("takes a signature that is 299 seconds old, and an unknown type, with 200", async () => {
    expect((await deliver(anEvent("payment_intent.succeeded", { id: "pi_unknown" }), { age_seconds: 299 })).status).toBe(200);
    const unknown = anEvent("treasury.something_new", { id: "obj_1" });
    expect((await deliver(unknown)).status).toBe(200);
    expect(await workOffInbox()).toEqual([]);
    expect(await inbox(unknown.id)).toMatchObject({ status: "done" });
  });

  it("makes one effect of one event delivered twenty times at once and worked off by four workers", async () => {
    const { booking, intent } = await aPaidIntent();
    const event = anEvent("payment_intent.succeeded", intent);
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver(event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await collections().webhook_events.countDocuments({ _id: event.id })).toBe(1);

    // What the page asks for and other events of the same payment come at the same time.
    for (let copy = 0; copy < 5; copy += 1) await deliver(anEvent("payment_intent.succeeded", intent));
    expect(await workOffInbox(4)).toEqual([]);
    expect(await findBooking(booking._id)).toMatchObject({ status: "confirmed" });
    const mails = await collections().outbox.find({ "task.booking_id": booking._id }).toArray();
    expect(mails.filter(({ task }) => task.kind === "mail" && task.template !== "session-reminder")).toHaveLength(3);
    expect(new Set(mails.map(({ key }) => key)).size).toBe(mails.length);
  });

  it("confirms although our own note of the intent is not written yet", async () => {
    const { booking, intent } = await aPaidIntent();
    await collections().payments.updateOne({ booking_id: booking._id }, { $unset: { stripe_payment_intent_id: "" } });
    await deliver(anEvent("payment_intent.succeeded", intent));
    await workOffInbox();
    expect(await findBooking(booking._id)).toMatchObject({ status: "confirmed" });
  });

  it("believes Stripe and not the event: one that says succeeded of an unpaid intent books nothing", async () => {
    const booking = await aHold();
    const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
    await deliver(anEvent("payment_intent.succeeded", intent));
    await workOffInbox();
    expect(await findBooking(booking._id)).toMatchObject({ status: "held" });
  });

  it("puts an intent that nobody ordered among the failed, for a person to look at", async () => {
    const forged = await stripe().paymentIntents.create({
      amount: 5_000,
      currency: "usd",
      metadata: { payment_id: "pay_nobody", booking_id: "bk_nobody" },
      payment_method: "pm_card_visa",
      confirm: true,
      allowed_payment_method_types: ["card"],
    });
    const event = anEvent("payment_intent.succeeded", forged);
    await deliver(event);
    expect(await workOffInbox()).toHaveLength(1);
    expect(await inbox(event.id)).toMatchObject({ status: "failed" });
  });
});
