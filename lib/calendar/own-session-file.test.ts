import { describe, expect, it } from "vitest";
import nodeIcal, { type VEvent } from "node-ical";
import { aHold, aTutor, aUser, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { requireOwnSessionFile } from "./own-session-file";

setUpTestDatabase();

async function aSession() {
  const tutor = await aTutor({ name: "Amara Okafor" });
  const consumer = await aUser({ name: "Leah Brandt", language: "de" });
  const { _id } = await aHold({ tutor, consumer_id: consumer._id });
  const set = (changes: object) => collections().bookings.updateOne({ _id }, { $set: changes });
  await set({ status: "confirmed", confirmed_at: now });
  return { booking_id: _id, client: consumer._id, coach: tutor.user_id, set };
}

const eventOf = (content: string) => Object.values(nodeIcal.sync.parseICS(content)).find((entry) => entry?.type === "VEVENT") as VEvent;

describe("the calendar entry to be downloaded", () => {
  it("is for both people of the session, each in their own words and with their own page", async () => {
    const { booking_id, client, coach } = await aSession();
    const own = eventOf((await requireOwnSessionFile({ booking_id, user_id: client })).content);
    const taught = eventOf((await requireOwnSessionFile({ booking_id, user_id: coach })).content);
    expect(own.uid).toBe(taught.uid);
    expect(own.summary).toMatch(/ mit Amara Okafor$/);
    expect(own.description).toContain(`Minuten. Teilnehmen über http://localhost:3000/bookings/${booking_id}`);
    expect(taught.summary).toMatch(/ with Leah Brandt$/);
    expect(taught.description).toContain(`/coach/bookings/${booking_id}`);
  });

  it("of a moved session is the later word, and of a cancelled one takes it out", async () => {
    const { booking_id, client, set } = await aSession();
    const starts_at = minutesAfter(now, 3 * 24 * 60);
    await set({ version: 1, moved_at: now, starts_at, ends_at: minutesAfter(starts_at, 60) });
    const moved = await requireOwnSessionFile({ booking_id, user_id: client });
    expect(eventOf(moved.content)).toMatchObject({ sequence: 1, start: starts_at, status: "CONFIRMED" });
    await set({ status: "canceled_by_consumer" });
    const canceled = await requireOwnSessionFile({ booking_id, user_id: client });
    expect(canceled.content_type).toContain("method=CANCEL");
    expect(eventOf(canceled.content)).toMatchObject({ sequence: 2, start: starts_at, status: "CANCELLED", uid: eventOf(moved.content).uid });
  });

  it("is the same file each time it is asked for", async () => {
    const { booking_id, client } = await aSession();
    const once = () => requireOwnSessionFile({ booking_id, user_id: client });
    expect(await once()).toEqual(await once());
  });

  it("does not exist for a third person, nor before the session is booked", async () => {
    const { booking_id, client, set } = await aSession();
    await expect(requireOwnSessionFile({ booking_id, user_id: (await aUser())._id })).rejects.toMatchObject({ code: "not_found" });
    await set({ status: "held" });
    await expect(requireOwnSessionFile({ booking_id, user_id: client })).rejects.toMatchObject({ code: "conflict" });
  });
});
