import ICAL from "ical.js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createDraft } from "@/lib/announcements/drafts";
import { aHold, aPaymentFor, aTutor, aUser, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import type { BookingReport, ProblemDecision } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { PermanentFailure } from "@/lib/jobs/queue";
import type { Mail } from "@/lib/integrations/email/send-mail";
import type { AnyMailTemplate, MailTask } from "@/lib/outbox/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import { aPurchase } from "@/lib/packages/test-packages";
import { makeSponsorship } from "@/lib/sponsorships/make-sponsorship";
import { sendTaskMail } from "./send-task-mail";

const sent = vi.hoisted(() => [] as Mail[]);
vi.mock("@/lib/integrations/email/send-mail", () => ({ sendMail: async (mail: Mail) => ({ id: `re_${sent.push(mail)}` }) }));

setUpTestDatabase();
beforeEach(() => void sent.splice(0));

async function send(task: MailTask): Promise<Mail> {
  await sendTaskMail({ task, idempotency_key: "out_1", now });
  const mail = sent.at(-1);
  if (!mail) throw new Error("nothing was sent");
  return mail;
}

async function aCanceledSession() {
  const tutor = await aTutor({ name: "Amara Okafor" });
  const consumer = await aUser({ name: "Leah Brandt" });
  const booking = await aHold({ tutor, consumer_id: consumer._id });
  await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: "canceled_by_tutor", confirmed_at: now, cancellation: { by: "maestrohub", at: now, refund_percent: 100, refund_amount: booking.price } } });
  await collections().tutors.updateOne({ _id: tutor._id }, { $set: { status: "suspended" } });
  const payment: PaymentDocument = {
    _id: newId("payment"),
    booking_id: booking._id,
    consumer_id: consumer._id,
    tutor_id: tutor._id,
    amount: booking.price,
    currency: booking.currency,
    status: "refund_pending",
    stripe_charge_id: "ch_1",
    card: { brand: "visa", last4: "4242" },
    failure_message: null,
    refund_amount: booking.price,
    paid_at: now,
    refunded_at: null,
    created_at: now,
    updated_at: now,
  };
  await collections().payments.insertOne(payment);
  return { tutor, consumer, booking };
}

describe("a mail of a row", () => {
  it("of a cancelled session reaches both, each on their own clock, with the entry that takes it out of the calendar", async () => {
    const { tutor, consumer, booking } = await aCanceledSession();
    const about = { kind: "mail", template: "session-canceled", booking_id: booking._id } as const;
    const toClient = await send({ ...about, recipient_id: consumer._id });
    expect(toClient.to).toBe(consumer.email);
    expect(toClient.text).toContain("we had to cancel this session, because Amara");
    expect(toClient.text).toMatch(/Returned\s+\$50\.00\s+To your Visa ending in 4242/);
    expect(toClient.text).toContain("Tue, Feb 2, 5:00 – 6:00 AM New York (EST)");
    const toCoach = await send({ ...about, recipient_id: tutor.user_id });
    expect(toCoach.to).not.toBe(consumer.email);
    expect(toCoach.text).toContain("Tue, Feb 2, 10:00 – 11:00 AM UTC");
    expect(toCoach.text).toContain(`/coach/bookings/${booking._id}`);
    expect(toCoach.text).not.toContain("$50.00");
    for (const mail of [toClient, toCoach]) {
      const [file] = mail.attachments ?? [];
      expect(file?.content_type).toContain("method=CANCEL");
      const event = new ICAL.Component(ICAL.parse(file?.content ?? "")).getFirstSubcomponent("vevent");
      expect(event?.getFirstPropertyValue("uid")).toBe(`${booking._id}@maestrohub`);
      expect(event?.getFirstPropertyValue("sequence")).toBe(1);
    }
  });

  it("of a cancelled session is the same to the byte when it is sent again", async () => {
    const { consumer, booking } = await aCanceledSession();
    const task = { kind: "mail", template: "session-canceled", booking_id: booking._id, recipient_id: consumer._id } as const;
    const first = await send(task);
    await collections().payments.updateOne({ booking_id: booking._id }, { $set: { status: "refunded" } });
    expect(await send(task)).toEqual(first);
  });

  it("of a session that stands is not sent", async () => {
    const { consumer, booking } = await aCanceledSession();
    await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: "confirmed" }, $unset: { cancellation: "" } });
    const task = { kind: "mail", template: "session-canceled", booking_id: booking._id, recipient_id: consumer._id } as const;
    await expect(send(task)).rejects.toThrow(PermanentFailure);
  });

  it("of a decision gives the reasons in words", async () => {
    const tutor = await aTutor();
    const mail = await send({ kind: "mail", template: "coach-changes-requested", recipient_id: tutor.user_id, tutor_id: tutor._id, outcome: "changes_requested", reasons: ["photo_unclear", "other"], note: "Smile." });
    expect(mail.text).toContain("The photo does not show your face clearly.");
    expect(mail.text).toContain("Smile.");
    expect(mail.text).not.toContain("photo_unclear");
  });

  it("of an approval offers two-factor sign-in to those who have it not", async () => {
    const tutor = await aTutor();
    const task = { kind: "mail", template: "coach-approval", recipient_id: tutor.user_id, tutor_id: tutor._id, what: "profile" } as const;
    expect((await send(task)).text).toContain("/account/security");
    await collections().users.updateOne({ _id: tutor.user_id }, { $set: { two_factor_enabled: true } });
    expect((await send(task)).text).not.toContain("/account/security");
  });

  it("of a changed address goes to the old one and shows the new one masked", async () => {
    const user = await aUser();
    const mail = await send({ kind: "mail", template: "address-change-notice", recipient_id: user._id, to: "old@example.com", stage: "done" });
    expect(mail.to).toBe("old@example.com");
    expect(mail.text).toContain("u•••@example.com");
    expect(mail.text).not.toContain(user.email);
  });
});

describe("a deleted account", () => {
  const inAWeek = minutesAfter(now, 7 * 1_440);
  const of = (recipient_id: string, tutor_id: string, booking_id: string): Record<AnyMailTemplate, MailTask> => {
    const to = { kind: "mail", recipient_id } as const;
    return {
      welcome: { ...to, template: "welcome", secret_url: "https://maestrohub.example/verify-email?token=1" },
      "password-reset": { ...to, template: "password-reset", secret_url: "https://maestrohub.example/reset-password?token=1" },
      "booking-confirmation": { ...to, template: "booking-confirmation", booking_id },
      "payment-receipt": { ...to, template: "payment-receipt", booking_id },
      "new-booking": { ...to, template: "new-booking", booking_id },
      "booking-refunded": { ...to, template: "booking-refunded", booking_id },
      "session-canceled": { ...to, template: "session-canceled", booking_id },
      "session-reported": { ...to, template: "session-reported", booking_id },
      "problem-decided": { ...to, template: "problem-decided", booking_id },
      "payment-failed": { ...to, template: "payment-failed", booking_id },
      "session-reminder": { ...to, template: "session-reminder", booking_id, version: 0, lead: "day" },
      "session-rescheduled": { ...to, template: "session-rescheduled", booking_id, version: 0, moved_by: "coach", from: { starts_at: now, ends_at: now } },
      "coach-approval": { ...to, template: "coach-approval", tutor_id, what: "profile" },
      "coach-changes-requested": { ...to, template: "coach-changes-requested", tutor_id, outcome: "rejected", reasons: ["other"], note: null },
      "coach-suspended": { ...to, template: "coach-suspended", tutor_id, note: null },
      "service-alert": { ...to, template: "service-alert", service: "resend", stage: "began", finding: { id: "resend.down", facts: { status: 500 } }, started_at: now, ended_at: null },
      "address-change": { ...to, template: "address-change", to: "new@example.com", secret_url: "https://maestrohub.example/x" },
      "address-change-notice": { ...to, template: "address-change-notice", to: "old@example.com", stage: "requested" },
      "security-notice": { ...to, template: "security-notice", what: "two_factor_on", happened_at: now },
      "payout-sent": { ...to, template: "payout-sent", amount: { amount: 4_500, currency: "usd" }, sessions: [{ booking_id, amount: 4_500 }], arrives_on: now },
      "sponsorship-action-required": { ...to, template: "sponsorship-action-required", sponsorship_id: "spon_1", amount: { amount: 6_000, currency: "usd" } },
      "sponsorship-payment-failed": { ...to, template: "sponsorship-payment-failed", sponsorship_id: "spon_1", amount: { amount: 6_000, currency: "usd" } },
      "package-bought": { ...to, template: "package-bought", purchase_id: "pkg_1" },
      "package-sold": { ...to, template: "package-sold", purchase_id: "pkg_1" },
      "package-ended": { ...to, template: "package-ended", purchase_id: "pkg_2" },
      "package-expiring": { ...to, template: "package-expiring", purchase_id: "pkg_1", days: 7, expires_at: inAWeek },
      invite: { ...to, template: "invite", invite_id: `inv_${tutor_id}` },
      announcement: { ...to, template: "announcement", announcement_id: "ann_1" },
      "calendar-failed": { ...to, template: "calendar-failed", calendar_label: "Family", failure: "It does not answer." },
    };
  };

  it("is written to by no template, and not tried again", async () => {
    const { tutor, consumer, booking } = await aCanceledSession();
    const tasks = Object.values(of(consumer._id, tutor._id, booking._id));
    const reports: BookingReport[] = [{ by: "coach", kind: "no_show", note: null, at: now }];
    const decision: ProblemDecision = { outcome: "took_place", refund_percent: 0, refund_amount: 0, note: null, decided_by: "user_robin", at: now };
    await collections().bookings.updateOne({ _id: booking._id }, { $set: { problem: { reports, opened_at: now, decision } } });
    await collections().tutors.updateOne({ _id: tutor._id }, { $set: { is_published: true } });
    await collections().invites.insertOne({
      ...{ _id: `inv_${tutor._id}`, tutor_id: tutor._id, tutor_user_id: tutor.user_id, token: "t", email: "friend@example.com", note: null, status: "waiting" },
      ...{ joined_at: null, lapses_at: new Date(now.getTime() + 1), created_at: now, updated_at: now },
    });
    await collections().announcements.insertOne({ ...(await createDraft({ admin: { id: "user_robin", role: "admin" }, now })), _id: "ann_1", subject: "There is news", body: "It is good." });
    const unpaid_invoice = { id: "in_1", amount: 6_000, currency: "usd", needs: "card" as const, pay_url: null };
    await collections().sponsorships.insertOne({ ...makeSponsorship({ tutor, at: now }), _id: "spon_1", status: "past_due", unpaid_invoice });
    const purchase = aPurchase({ _id: "pkg_1", consumer_id: consumer._id, tutor_id: tutor._id, status: "active", remaining: 2, remaining_value: 9_000, bought_at: now, expires_at: inAWeek });
    const ended = { by: "coach", at: now, sessions_left: 2, refund_amount: 9_000, kept_amount: 0 } as const;
    await collections().package_purchases.insertMany([purchase, { ...purchase, _id: "pkg_2", status: "ended", ended }]);
    for (const { _id } of [purchase, { _id: "pkg_2" }]) await aPaymentFor({ ...booking, _id });
    // A session is spoken of as it is: some mails are of one that stands, some of one that is called off or still to be paid.
    const statusFor = (task: MailTask) => (task.template === "payment-failed" ? "held" : "version" in task ? "confirmed" : "canceled_by_tutor");
    for (const task of tasks) {
      await collections().bookings.updateOne({ _id: booking._id }, { $set: { status: statusFor(task) } });
      await collections().payments.updateOne({ booking_id: booking._id }, { $set: { status: task.template === "payment-failed" ? "failed" : "refund_pending" } });
      await send(task);
    }
    expect(sent).toHaveLength(tasks.length);
    await collections().users.updateOne({ _id: consumer._id }, { $set: { deleted_at: now } });
    for (const task of tasks) await expect(send(task), task.template).rejects.toThrow(PermanentFailure);
    expect(sent).toHaveLength(tasks.length);
  });
});
