import { describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { claimHold } from "./claim-hold";
import { holdBooking } from "./hold-booking";
import { extendHold, findBooking, findBusy, moveHeldToExpired } from "./store";
import { aHold, anOrder, aTutor, aUser, minutesAfter, now, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

const at = (clock: string) => new Date(`2027-02-02T${clock}:00Z`);
const outcomes = async (calls: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(calls);
  const refusals = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as { code?: string; message: string }] : []));
  return { taken: settled.length - refusals.length, refusals };
};

describe("holding a time", () => {
  it("copies the price, the fee and the promise onto the booking", async () => {
    const tutor = await aTutor({ offers: [{ duration_minutes: 60, price: 1_999 }] });
    const { booking } = await holdBooking(anOrder(tutor), now);
    expect(booking).toMatchObject({ price: 1_999, fee_amount: 200, tutor_amount: 1_799, fee_basis_points: 1_000, cancellation_preset: "moderate", version: 0 });
    expect(booking.hold_expires_at).toEqual(minutesAfter(now, 10));
  });

  it("is resumed by the same person choosing the same time, also by a double click", async () => {
    const order = anOrder(await aTutor());
    const answers = await Promise.all(Array.from({ length: 8 }, () => holdBooking(order, now)));
    expect(new Set(answers.map(({ booking }) => booking._id)).size).toBe(1);
    expect(answers.filter(({ resumed }) => !resumed)).toHaveLength(1);
  });

  it("gives a time to one of many whose sessions overlap anywhere, whatever their lengths", async () => {
    const tutor = await aTutor({
      offers: [30, 60, 90].map((duration_minutes) => ({ duration_minutes, price: 5_000 })),
      availability: { slot_step_minutes: 15 },
    });
    const lengths = [30, 60, 90];
    const calls = Array.from({ length: 60 }, (_, index) =>
      // Each of these covers 10:30 to 10:45.
      holdBooking(anOrder(tutor, { starts_at: at(["10:00", "10:15", "10:30"][index % 3] ?? "10:30"), duration_minutes: lengths[1 + (index % 2)] ?? 60 }), now),
    );
    const { taken, refusals } = await outcomes(calls);
    expect(taken).toBe(1);
    expect(refusals.every(({ code }) => code === "conflict")).toBe(true);
    expect(await collections().bookings.countDocuments({ tutor_id: tutor._id })).toBe(1);
  });

  it("gives one person one of two coaches at the same time", async () => {
    const coaches = [await aTutor(), await aTutor()];
    const consumer_id = (await aUser())._id;
    const calls = coaches.map((tutor) => holdBooking(anOrder(tutor, { consumer_id }), now));
    const { taken, refusals } = await outcomes(calls);
    expect(taken).toBe(1);
    expect(refusals[0]?.message).toBe("You already have a session at this time.");
  });

  it("refuses a fourth live hold, also when all are asked for at once", async () => {
    const consumer_id = (await aUser())._id;
    const tutors = await Promise.all(Array.from({ length: 6 }, () => aTutor()));
    const calls = tutors.map((tutor, index) => holdBooking(anOrder(tutor, { consumer_id, starts_at: at(`${10 + index}:00`) }), now));
    const { taken, refusals } = await outcomes(calls);
    expect(taken).toBe(3);
    expect(refusals.every(({ message }) => message.startsWith("You are holding 3 times already"))).toBe(true);
    expect(await collections().bookings.countDocuments({ consumer_id, status: "held" })).toBe(3);
  });

  it("names the three nearest free times when the time is gone", async () => {
    const tutor = await aTutor();
    await aHold({ tutor });
    const refusal = await holdBooking(anOrder(tutor), now).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "conflict", details: { reason: "tutor_busy" } });
    expect((refusal as { details: { nearest: string[] } }).details.nearest).toEqual([at("11:30"), at("12:00"), at("12:30")].map((start) => start.toISOString()));
  });

  it("keeps the gap after a session free, to the minute", async () => {
    const tutor = await aTutor({ availability: { gap_minutes: 30 } });
    await aHold({ tutor });
    await expect(holdBooking(anOrder(tutor, { starts_at: at("11:00") }), now)).rejects.toMatchObject({ code: "conflict" });
    await expect(holdBooking(anOrder(tutor, { starts_at: at("11:30") }), now)).resolves.toMatchObject({ resumed: false });
  });
});

describe("a lapsed hold", () => {
  it("is released by the next taker and not a moment before it lapses", async () => {
    const tutor = await aTutor();
    const first = await aHold({ tutor });
    await expect(holdBooking(anOrder(tutor), new Date(minutesAfter(now, 10).getTime() - 1))).rejects.toMatchObject({ code: "conflict" });
    const { booking } = await holdBooking(anOrder(tutor), minutesAfter(now, 10));
    expect(booking._id).not.toBe(first._id);
    expect(await findBooking(first._id)).toMatchObject({ status: "expired" });
  });

  it("is taken by one of many who come after it", async () => {
    const tutor = await aTutor();
    await aHold({ tutor });
    const { taken } = await outcomes(Array.from({ length: 20 }, () => holdBooking(anOrder(tutor), minutesAfter(now, 11))));
    expect(taken).toBe(1);
  });

  it("does not count among the three, and does not make the coach busy", async () => {
    const tutor = await aTutor();
    const { consumer_id } = await aHold({ tutor });
    const later = minutesAfter(now, 11);
    expect((await findBusy({ tutor_ids: [tutor._id], from: now, until: minutesAfter(now, 3_000), now: later })).get(tutor._id)).toEqual([]);
    const again = await holdBooking(anOrder(tutor, { consumer_id }), later);
    expect(again.resumed).toBe(false);
  });

  it("is extended once and only while it lives", async () => {
    const { _id } = await aHold();
    expect(await extendHold(_id, now)).toBe(true);
    expect((await findBooking(_id))?.hold_expires_at).toEqual(minutesAfter(now, 15));
    expect(await extendHold(_id, now)).toBe(false);
    const lapsed = await aHold();
    expect(await extendHold(lapsed._id, minutesAfter(now, 10))).toBe(false);
  });

  it("let go by its holder, frees the time at once", async () => {
    const tutor = await aTutor();
    const { _id } = await aHold({ tutor });
    expect(await moveHeldToExpired(_id, now)).toBe(true);
    await expect(holdBooking(anOrder(tutor), now)).resolves.toMatchObject({ resumed: false });
  });
});

describe("a time that cannot be held", () => {
  const refusals: [string, Partial<Parameters<typeof aTutor>[0]>, Partial<ReturnType<typeof anOrder>>, string][] = [
    ["in the past", {}, { starts_at: new Date("2027-02-01T10:00:00Z") }, "invalid"],
    ["within the notice", {}, { starts_at: new Date("2027-02-01T16:00:00Z") }, "invalid"],
    ["beyond the horizon", {}, { starts_at: new Date("2027-05-03T10:00:00Z") }, "invalid"],
    ["off the grid", {}, { starts_at: at("10:05") }, "invalid"],
    ["not on a full minute", {}, { starts_at: new Date("2027-02-02T10:00:00.001Z") }, "invalid"],
    ["out of hours", {}, { starts_at: at("20:00") }, "invalid"],
    ["running past the end of the hours", {}, { starts_at: at("16:30") }, "invalid"],
    ["of a length that the coach does not offer", {}, { duration_minutes: 45 }, "invalid"],
    ["of a subject that the coach does not teach", {}, { subject: "Juggling" }, "invalid"],
    ["with an unpublished coach", { is_published: false }, {}, "not_found"],
    ["with a coach who was not approved", { status: "submitted" }, {}, "not_found"],
    ["with a paused coach", { availability: { is_paused: true } }, {}, "conflict"],
    ["in person in another market", { modality: "in_person" }, { consumer_market_id: "IN_INR" }, "conflict"],
  ];
  it.each(refusals)("is one %s, and nothing is written", async (_title, coach, order, code) => {
    const tutor = await aTutor(coach);
    await expect(holdBooking(anOrder(tutor, order), now)).rejects.toMatchObject({ code });
    expect(await collections().bookings.countDocuments({ tutor_id: tutor._id })).toBe(0);
  });

  it("is one with oneself", async () => {
    const tutor = await aTutor();
    await expect(holdBooking(anOrder(tutor, { consumer_id: tutor.user_id }), now)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a visitor's hold", () => {
  const guest_id = "guest_000000000000000000000000";

  it("goes to the account that the visitor makes, once", async () => {
    const { _id: booking_id } = await aHold({ consumer_id: guest_id });
    const { _id: user_id } = await aUser();
    await claimHold({ booking_id, guest_id, user: { id: user_id, market_id: "US_USD" }, now });
    await claimHold({ booking_id, guest_id, user: { id: user_id, market_id: "US_USD" }, now });
    expect(await findBooking(booking_id)).toMatchObject({ consumer_id: user_id, status: "held" });
  });

  it("does not go to somebody who does not know the visitor's id", async () => {
    const { _id: booking_id } = await aHold({ consumer_id: "guest_000000000000000000000001" });
    const { _id: user_id } = await aUser();
    await expect(claimHold({ booking_id, guest_id, user: { id: user_id, market_id: "US_USD" }, now })).rejects.toMatchObject({ code: "not_found" });
    await expect(claimHold({ booking_id, guest_id: null, user: { id: user_id, market_id: "US_USD" }, now })).rejects.toMatchObject({ code: "not_found" });
  });

  it("stays the visitor's where the account is busy at that time", async () => {
    const visitor = "guest_000000000000000000000002";
    const { _id: booking_id } = await aHold({ consumer_id: visitor });
    const { consumer_id: user_id } = await aHold();
    await expect(claimHold({ booking_id, guest_id: visitor, user: { id: user_id, market_id: "US_USD" }, now })).rejects.toMatchObject({ message: "You already have a session at this time." });
    expect(await findBooking(booking_id)).toMatchObject({ consumer_id: visitor, starts_at: tomorrowAtTen });
  });

  it("does not go to an account of another market, where the coach meets in person", async () => {
    const visitor = "guest_000000000000000000000004";
    const { _id: booking_id } = await aHold({ consumer_id: visitor, tutor: await aTutor({ modality: "in_person" }) });
    const { _id: id } = await aUser({ market_id: "IN_INR" });
    const claim = () => claimHold({ booking_id, guest_id: visitor, user: { id, market_id: "IN_INR" }, now });
    await expect(claim()).rejects.toMatchObject({ code: "conflict" });
    expect(await findBooking(booking_id)).toMatchObject({ consumer_id: visitor });
  });

  it("finds a seat beside the account's other holds, and none beside three", async () => {
    const visitor = "guest_000000000000000000000003";
    const { _id: user_id } = await aUser();
    for (const hour of [11, 13]) await aHold({ consumer_id: user_id, starts_at: at(`${hour}:00`) });
    const { _id: booking_id } = await aHold({ consumer_id: visitor });
    await claimHold({ booking_id, guest_id: visitor, user: { id: user_id, market_id: "US_USD" }, now });
    const { _id: fourth } = await aHold({ consumer_id: visitor, starts_at: at("15:00") });
    await expect(claimHold({ booking_id: fourth, guest_id: visitor, user: { id: user_id, market_id: "US_USD" }, now })).rejects.toMatchObject({ code: "conflict" });
  });
});
