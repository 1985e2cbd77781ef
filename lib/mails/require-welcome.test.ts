import { beforeEach, expect, it, vi } from "vitest";
import { aHold, aTutor, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { Mail } from "@/lib/integrations/email/send-mail";
import { NoLongerNeeded, NotYet } from "@/lib/jobs/queue";
import { changeSettings } from "@/lib/notifications/change-settings";
import type { SettingsChange } from "@/lib/notifications/settings-schema";
import type { MailTask } from "@/lib/outbox/schema";
import { sendTaskMail } from "./send-task-mail";

const sent = vi.hoisted(() => [] as Mail[]);
vi.mock("@/lib/integrations/email/send-mail", () => ({ sendMail: async (mail: Mail) => ({ id: `${sent.push(mail)}` }) }));

setUpTestDatabase();
beforeEach(() => void sent.splice(0));

/** A coach in UTC, where it is noon, as all of these tests have it. */
async function aCoach(change?: SettingsChange): Promise<string> {
  const { user_id } = await aTutor();
  await collections().users.updateOne({ _id: user_id }, { $set: { timezone: "UTC" } });
  if (change) await changeSettings({ user_id, change, now });
  return user_id;
}

const send = (task: MailTask, at = now) => sendTaskMail({ task, idempotency_key: newId("outbox"), now: at });
const aboutCalendar = (recipient_id: string): MailTask => ({
  kind: "mail",
  template: "calendar-failed",
  recipient_id,
  calendar_label: "Family",
  failure: "It does not answer.",
});
const nap = { start_minute: 11 * 60, end_minute: 13 * 60 };

it("a mail that was turned off is not sent, and not tried again", async () => {
  const coach = await aCoach({ switches: [{ topic: "calendar", channel: "mail", is_on: false }] });
  await expect(send(aboutCalendar(coach))).rejects.toThrow(NoLongerNeeded);
  expect(sent).toEqual([]);
  await send(aboutCalendar(await aCoach()));
  expect(sent).toHaveLength(1);
});

it("a mail that can wait is due when its reader's quiet hours end", async () => {
  const coach = await aCoach({ quiet_hours: nap });
  const end = minutesAfter(now, 60);
  await expect(send(aboutCalendar(coach))).rejects.toEqual(expect.objectContaining({ until: end }));
  await expect(send(aboutCalendar(coach))).rejects.toThrow(NotYet);
  expect(sent).toEqual([]);
  await send(aboutCalendar(coach), end);
  expect(sent).toHaveLength(1);
});

it("a mail about the account's security is sent whatever was chosen", async () => {
  const coach = await aCoach({ quiet_hours: nap });
  await collections().users.updateOne({ _id: coach }, { $set: { "notice_settings.off": ["account:mail"] } });
  await send({ kind: "mail", template: "security-notice", recipient_id: coach, what: "password_changed", happened_at: now });
  expect(sent).toHaveLength(1);
});

it("a new booking of next week waits until the coach is awake; one of tomorrow does not", async () => {
  const payment = {
    amount: 5_000,
    currency: "usd",
    status: "succeeded" as const,
    stripe_charge_id: null,
    card: null,
    failure_message: null,
    refund_amount: 0,
  };
  const bookedFor = async (starts_at: Date) => {
    const booking = await aHold();
    await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: "confirmed", starts_at, ends_at: minutesAfter(starts_at, 60) } });
    const { consumer_id, tutor_id, tutor_user_id, _id: booking_id } = booking;
    await collections().payments.insertOne({
      _id: newId("payment"),
      booking_id,
      consumer_id,
      tutor_id,
      ...payment,
      paid_at: now,
      refunded_at: null,
      created_at: now,
      updated_at: now,
    });
    await collections().users.updateOne({ _id: tutor_user_id }, { $set: { timezone: "UTC", notice_settings: { off: [], quiet_hours: nap } } });
    return send({ kind: "mail", template: "new-booking", recipient_id: tutor_user_id, booking_id });
  };
  await expect(bookedFor(new Date("2027-02-08T10:00:00Z"))).rejects.toThrow(NotYet);
  await bookedFor(new Date("2027-02-02T10:00:00Z"));
  expect(sent).toHaveLength(1);
});
