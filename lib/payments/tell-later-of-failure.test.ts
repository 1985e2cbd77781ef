import { describe, expect, it, vi } from "vitest";
import { aHold, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { sendTaskMail } from "@/lib/mails/send-task-mail";
import type { Mail } from "@/lib/integrations/email/send-mail";
import type { MailTask } from "@/lib/outbox/schema";
import { processEvent } from "@/lib/webhook-events/process-event";
import type { WebhookEventDocument } from "@/lib/webhook-events/schema";
import { createIntent } from "./create-intent";

const sent = vi.hoisted(() => [] as Mail[]);
vi.mock("@/lib/integrations/email/send-mail", () => ({ sendMail: async (mail: Mail) => ({ id: `re_${sent.push(mail)}` }) }));
setUpTestDatabase();

const later = (minutes: number) => minutesAfter(now, minutes);

/** A hold whose card was declined, and Stripe's word of it, as often as it is told. */
async function aDecline() {
  const booking = await aHold();
  const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
  const pay = (card: string) => stripe().paymentIntents.confirm(intent.id, { payment_method: card, return_url: "http://localhost:3000/checkout" });
  await pay("pm_card_visa_chargeDeclined").catch(() => undefined);
  const tell = (at: Date, type = "payment_intent.payment_failed") => processEvent({ _id: "evt_1", type, object_id: intent.id } as WebhookEventDocument, at);
  const rows = () => collections().outbox.find({ "task.booking_id": booking._id, "task.template": "payment-failed" }).toArray();
  const send = async (at: Date) => {
    const [row] = await rows();
    await sendTaskMail({ task: row?.task as MailTask, idempotency_key: row?._id ?? "", now: at });
  };
  return { booking, intent, pay, tell, rows, send };
}

describe("a payment that failed", () => {
  it("is told by mail three minutes later to who has left, with a way back to the checkout", async () => {
    const { booking, tell, rows, send } = await aDecline();
    await tell(now);
    expect(await rows()).toMatchObject([{ run_at: later(policy.failed_payment_mail_minutes), status: "pending" }]);
    await send(later(3));
    expect(sent.at(-1)?.text).toMatch(/Nothing was taken from your card/);
    expect(sent.at(-1)?.text).toContain(`/checkout/${booking._id}`);
  });

  it("is one mail for the booking, three minutes after the last try", async () => {
    const { tell, rows } = await aDecline();
    await Promise.all([tell(now), tell(now), tell(now)]);
    await tell(later(2));
    // Stripe's word of the first try comes late, or twice.
    await tell(later(1));
    expect(await rows()).toMatchObject([{ run_at: later(5), due_at: later(5) }]);
  });

  it("is not told while a worker tells it, nor again after that", async () => {
    const { tell, rows } = await aDecline();
    await tell(now);
    const [row] = await rows();
    await collections().outbox.updateOne({ _id: row?._id ?? "" }, { $set: { attempts: 1, run_at: later(4) } });
    await tell(later(4));
    expect(await rows()).toMatchObject([{ run_at: later(4) }]);
  });

  it("is not told once another card paid", async () => {
    const { intent, pay, tell, send } = await aDecline();
    await tell(now);
    await pay("pm_card_visa");
    const paid = await stripe().paymentIntents.retrieve(intent.id);
    expect(paid.status).toBe("succeeded");
    await tell(later(1), "payment_intent.succeeded");
    await expect(send(later(3))).rejects.toThrow(NoLongerNeeded);
  });

  it("is not told of a time that nobody holds any more", async () => {
    const { tell, send } = await aDecline();
    await tell(now);
    await expect(send(later(policy.hold_minutes))).rejects.toThrow("nobody holds the time any more");
  });

  it("is not even planned where Stripe's word comes after the money", async () => {
    const { intent, pay, tell, rows } = await aDecline();
    await pay("pm_card_visa");
    await tell(later(1));
    expect(await rows()).toEqual([]);
    expect((await stripe().paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });
});
