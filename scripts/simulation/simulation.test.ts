import { beforeAll, describe, expect, it, vi } from "vitest";
import { digestOf } from "./digest.ts";
import type { Evidence, SentMail } from "./evidence.ts";
import { invariants } from "./invariants/all.ts";
import { holdProblems } from "./invariants/holds.ts";
import { mailProblems } from "./invariants/mails.ts";
import { moneyProblems } from "./invariants/money.ts";
import { overlapProblems } from "./invariants/overlaps.ts";
import { reminderProblems } from "./invariants/reminders.ts";
import { stateProblems } from "./invariants/states.ts";
import { type Setup, usualOutages } from "./setup.ts";
import { summarize, summaryText } from "./summary.ts";
import { setUpStage } from "./test-stage.ts";

vi.mock("@/emails/render-mail", async (original) => {
  const { renderMail } = await original<typeof import("@/emails/render-mail")>();
  return { renderMail: (await import("./post-office.ts")).sampling(renderMail) };
});
vi.mock("@/lib/integrations/email/send-mail", async (original) => {
  const { sendMail } = await original<typeof import("@/lib/integrations/email/send-mail")>();
  return { sendMail: (await import("./post-office.ts")).counting(sendMail) };
});

const playOn = await setUpStage();

/** The night of the second day is short in New York; mail is away for half an hour, payments for twenty minutes. */
const starts = new Date("2027-03-12T00:00:00Z");
const threeDays: Setup = { seed: 7, starts, days: 3, coaches: 10, consumers: 40, demand: 12, outages: usualOutages(starts, 3) };

let evidence: Evidence;
beforeAll(async () => {
  evidence = await playOn(threeDays);
}, 240_000);

describe("three days of ten coaches and forty clients", () => {
  it.each(Object.entries(invariants))("%s", (_title, problems) => {
    expect(problems(evidence)).toEqual([]);
  });

  it("have all in them that a month has", () => {
    const { sessions, errands } = evidence.story;
    expect(sessions.filter(({ booked_at }) => booked_at).length).toBeGreaterThan(20);
    expect(sessions.some(({ canceled }) => canceled)).toBe(true);
    expect(sessions.some(({ times }) => times.length > 1)).toBe(true);
    expect(errands.some(({ outcome }) => outcome === "lapsed")).toBe(true);
    expect(evidence.mails.some(({ template }) => template === "session-reminder")).toBe(true);
    expect(evidence.at_resend.length).toBeGreaterThan(5);
  });

  it("come out the same from the same seed, and otherwise from another", async () => {
    const small = { ...threeDays, days: 2, coaches: 4, consumers: 10, outages: usualOutages(starts, 2) };
    const first = digestOf(await playOn(small));
    expect(digestOf(await playOn(small))).toBe(first);
    expect(digestOf(await playOn({ ...small, seed: 8 }))).not.toBe(first);
  });

  it("are told in a summary that says what does not hold", () => {
    const text = summaryText(summarize({ ...evidence, mails: evidence.mails.slice(1) }, 1));
    expect(text).toContain("✓ nobody has two sessions at once");
    expect(text).toMatch(/✗ mails: those that the story asks for, each once\n {4}not sent: /);
  });
});

describe("each check finds the one thing that is broken", () => {
  const booked = () => evidence.story.sessions.find((session) => session.booked_at && !session.canceled && session.times.length === 1)!;
  const bookingWith = (change: object, id = booked().booking_id) => ({ ...evidence, bookings: new Map(evidence.bookings).set(id, { ...evidence.bookings.get(id)!, ...change }) });
  const mailsWith = (change: (mails: SentMail[]) => SentMail[]) => ({ ...evidence, mails: change(evidence.mails) });
  const reminder = () => evidence.mails.find(({ template, booking_id }) => template === "session-reminder" && evidence.story.sessions.some((session) => session.booking_id === booking_id && session.times.length === 1 && !session.canceled))!;
  const reminderWith = (change: Partial<SentMail>) => mailsWith((mails) => mails.map((mail) => (mail === reminder() ? { ...mail, ...change } : mail)));
  const stripeWith = (change: { charged?: number; refunded?: number }) => {
    const { booking_id } = booked();
    return { ...evidence, stripe: new Map(evidence.stripe).set(booking_id, { ...evidence.stripe.get(booking_id)!, ...change }) };
  };
  const storyWith = (change: object) => ({ ...evidence, story: { ...evidence.story, sessions: evidence.story.sessions.map((session) => (session === booked() ? { ...session, ...change } : session)) } });

  const breaks: [string, (evidence: Evidence) => string[], () => Evidence][] = [
    ["a second session of a coach at the same time", overlapProblems, () => {
      const one = evidence.bookings.get(booked().booking_id)!;
      return { ...evidence, bookings: new Map(evidence.bookings).set("bk_second", { ...one, _id: "bk_second", consumer_id: "user_other", starts_at: new Date(one.ends_at.getTime() - 60_000) }) };
    }],
    ["a second session of a client at the same time", overlapProblems, () => {
      const one = evidence.bookings.get(booked().booking_id)!;
      return { ...evidence, bookings: new Map(evidence.bookings).set("bk_second", { ...one, _id: "bk_second", tutor_id: "tutor_other" }) };
    }],
    ["a hold that stands after its time", holdProblems, () => bookingWith({ status: "held", hold_expires_at: new Date(evidence.until.getTime() - 7_200_000) })],
    ["a cancelled session that locks its time", holdProblems, () => bookingWith({ status: "canceled_by_consumer" })],
    ["a session that locks no time", holdProblems, () => bookingWith({ tutor_cells: undefined, consumer_cells: undefined })],
    ["a booking in another state", stateProblems, () => bookingWith({ status: "disputed" })],
    ["a booking at another time", stateProblems, () => bookingWith({ starts_at: new Date(0) })],
    ["a booking that nobody took", stateProblems, () => ({ ...evidence, bookings: new Map(evidence.bookings).set("bk_stranger", evidence.bookings.get(booked().booking_id)!) })],
    ["a refusal that nobody expected", stateProblems, () => ({ ...evidence, story: { ...evidence.story, surprises: ["refused"] } })],
    ["a cent too much taken", moneyProblems, () => stripeWith({ charged: booked().price + 1 })],
    ["a refund that nobody is owed", moneyProblems, () => stripeWith({ refunded: 1 })],
    ["a refund that is owed and was not given", moneyProblems, () => storyWith({ canceled: { at: starts, by: "coach", refund: booked().price } })],
    ["a fee that is a cent too high", moneyProblems, () => bookingWith({ fee_amount: evidence.bookings.get(booked().booking_id)!.fee_amount + 1 })],
    ["money for no session", moneyProblems, () => ({ ...evidence, stripe: new Map(evidence.stripe).set("bk_stranger", { charged: 1, refunded: 0, currency: "usd" }) })],
    ["a mail that did not come", mailProblems, () => mailsWith((mails) => mails.slice(1))],
    ["a mail that came twice", mailProblems, () => mailsWith((mails) => [...mails, mails[0]!])],
    ["a mail to the wrong person", mailProblems, () => mailsWith(([first, ...mails]) => [{ ...first!, recipient_id: "user_stranger" }, ...mails])],
    ["a mail that came too late", mailProblems, () => mailsWith(([first, ...mails]) => [{ ...first!, at: new Date(first!.at.getTime() + 61_000) }, ...mails])],
    ["a mail that Resend has twice", mailProblems, () => ({ ...evidence, at_resend: [...evidence.at_resend, evidence.at_resend[0]!] })],
    ["a mail that Resend never got", mailProblems, () => ({ ...evidence, at_resend: evidence.at_resend.slice(1) })],
    ["a reminder more than a minute late", reminderProblems, () => reminderWith({ at: new Date(reminder().at.getTime() + 61_000) })],
    ["a reminder before its moment", reminderProblems, () => reminderWith({ at: new Date(reminder().at.getTime() - 1) })],
    ["a reminder of another version", reminderProblems, () => reminderWith({ version: 1 })],
    ["a reminder that came twice", reminderProblems, () => mailsWith((mails) => [...mails, reminder()])],
    ["a reminder of a cancelled session", reminderProblems, () => {
      const { booking_id } = reminder();
      const sessions = evidence.story.sessions.map((session) => (session.booking_id === booking_id ? { ...session, canceled: { at: reminder().at, by: "client" as const, refund: 0 } } : session));
      return { ...evidence, story: { ...evidence.story, sessions } };
    }],
  ];
  it.each(breaks)("%s", (_title, problems, broken) => {
    expect(problems(broken()).length).toBeGreaterThan(0);
  });
});
