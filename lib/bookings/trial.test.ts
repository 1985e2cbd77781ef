import { describe, expect, test } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { newId } from "@/lib/core/id";
import { claimHold } from "./claim-hold";
import { holdBooking } from "./hold-booking";
import { aTutor, aUser, anOrder, minutesAfter, now, tomorrowAtTen } from "./test-marketplace";

setUpTestDatabase();

const trial = { duration_minutes: 30, price: 1_500 };
const anOrderOfTrial = (tutor: Awaited<ReturnType<typeof aTutor>>, parts: Partial<Parameters<typeof anOrder>[1]> = {}) => anOrder(tutor, { duration_minutes: 30, is_trial: true, ...parts });

const confirm = (id: string) => collections().bookings.updateOne({ _id: id }, { $set: { status: "confirmed", confirmed_at: now }, $unset: { hold_expires_at: "", hold_seat: "" } });

describe("a first session at a price of its own", () => {
  test("costs what the coach asks for it, with the fee and the share of that price", async () => {
    const tutor = await aTutor({ trial });
    const { booking } = await holdBooking(anOrderOfTrial(tutor), now);
    expect(booking).toMatchObject({ is_trial: true, price: 1_500, fee_amount: 150, tutor_amount: 1_350, duration_minutes: 30 });
  });

  test("is offered only where the coach has one, and in its own length", async () => {
    await expect(holdBooking(anOrderOfTrial(await aTutor()), now)).rejects.toMatchObject({ code: "invalid" });
    const tutor = await aTutor({ trial });
    await expect(holdBooking(anOrder(tutor, { is_trial: true }), now)).rejects.toMatchObject({ code: "invalid" });
    // The trial's length without its price is no offer of this coach.
    await expect(holdBooking(anOrder(tutor, { duration_minutes: 30 }), now)).rejects.toMatchObject({ code: "invalid" });
  });

  test("exists once for each client, of twenty tries at once one", async () => {
    const tutor = await aTutor({ trial });
    const consumer_id = newId("user");
    const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => holdBooking(anOrderOfTrial(tutor, { consumer_id, starts_at: minutesAfter(tomorrowAtTen, 60 * (i % 6)) }), now)));
    const won = new Set(tries.flatMap((each) => (each.status === "fulfilled" ? [each.value.booking._id] : [])));
    expect(won.size).toBe(1);
    expect(tries.flatMap((each) => (each.status === "rejected" ? [each.reason.details?.reason] : []))).toContain("no_trial");
  });

  test("can be taken again where the first hold was let go, and by other clients", async () => {
    const tutor = await aTutor({ trial });
    const consumer_id = newId("user");
    await holdBooking(anOrderOfTrial(tutor, { consumer_id }), now);
    const later = minutesAfter(now, 11);
    const again = await holdBooking(anOrderOfTrial(tutor, { consumer_id, starts_at: minutesAfter(tomorrowAtTen, 60) }), later);
    expect(again.resumed).toBe(false);
    expect((await holdBooking(anOrderOfTrial(tutor, { starts_at: minutesAfter(tomorrowAtTen, 120) }), later)).resumed).toBe(false);
  });

  test("is not for those who have met the coach", async () => {
    const tutor = await aTutor({ trial });
    const consumer_id = newId("user");
    await confirm((await holdBooking(anOrder(tutor, { consumer_id }), now)).booking._id);
    await expect(holdBooking(anOrderOfTrial(tutor, { consumer_id, starts_at: minutesAfter(tomorrowAtTen, 120) }), now)).rejects.toMatchObject({ code: "conflict", details: { reason: "no_trial" } });
  });

  test("a visitor's hold of one goes to no account that has had its own, or has met the coach", async () => {
    const tutor = await aTutor({ trial });
    const [had, met] = [await aUser(), await aUser()];
    await confirm((await holdBooking(anOrderOfTrial(tutor, { consumer_id: had._id }), now)).booking._id);
    await confirm((await holdBooking(anOrder(tutor, { consumer_id: met._id, starts_at: minutesAfter(tomorrowAtTen, 60) }), now)).booking._id);
    const guest_id = newId("guest");
    const { booking } = await holdBooking(anOrderOfTrial(tutor, { consumer_id: guest_id, starts_at: minutesAfter(tomorrowAtTen, 180) }), now);
    for (const { _id, market_id } of [had, met]) {
      await expect(claimHold({ booking_id: booking._id, guest_id, user: { id: _id, market_id }, now })).rejects.toMatchObject({ code: "conflict" });
    }
    const fresh = await aUser();
    await claimHold({ booking_id: booking._id, guest_id, user: { id: fresh._id, market_id: fresh.market_id }, now });
    expect((await collections().bookings.findOne({ _id: booking._id }))?.consumer_id).toBe(fresh._id);
  });

  test("a trial and a session of the same length at the same time are two things", async () => {
    const tutor = await aTutor({ trial, offers: [{ duration_minutes: 30, price: 3_000 }], default_duration_minutes: 30 });
    const consumer_id = newId("user");
    await holdBooking(anOrderOfTrial(tutor, { consumer_id }), now);
    await expect(holdBooking(anOrder(tutor, { consumer_id, duration_minutes: 30 }), now)).rejects.toMatchObject({ code: "conflict" });
  });
});
