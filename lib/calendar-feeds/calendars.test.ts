import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listSlots } from "@/lib/availability/list-slots";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { aHold, anOrder, aTutor, minutesAfter, now, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { nextFreeTimes } from "@/lib/tutors/next-free-times";
import type { TutorDocument } from "@/lib/tutors/schema";
import { addCalendar } from "./add-calendar";
import { listCalendars, refreshCalendar, removeCalendar } from "./own-calendars";
import { readDueFeed } from "./read-due-feed";
import { aCalendar, aNetwork } from "./test-network";

setUpTestDatabase();

let elsewhere: Awaited<ReturnType<typeof aNetwork>>;
beforeAll(async () => void (elsewhere = await aNetwork()));
afterAll(() => elsewhere.stop());

const morning = "2027-02-02T10:00 2027-02-02T11:00";
beforeEach(async () => {
  await collections().calendar_feeds.deleteMany({});
  Object.assign(elsewhere.state, { status: 200, body: aCalendar([morning]), calls: 0, delay_ms: 0 });
});

let names = 0;
const anAddress = () => `https://calendar.example/${(names += 1)}/secret/basic.ics`;
const add = (tutor: TutorDocument, parts: { url?: string; label?: string } = {}) => addCalendar({ user_id: tutor.user_id, url: anAddress(), ...parts }, now, elsewhere.network);
const due = (at: Date) => readDueFeed(at, elsewhere.network);
const feeds = () => collections().calendar_feeds;

describe("adding a calendar", () => {
  it("reads it at once, answers what it found and keeps its address to itself", async () => {
    const tutor = await aTutor();
    const view = await add(tutor, { url: "webcal://calendar.example/ical/amara/private-4f1c/basic.ics" });
    expect(view).toMatchObject({ label: "Private", address: "calendar.example/….ics", busy_times: 1, next_busy: { starts_at: "2027-02-02T10:00:00.000Z", ends_at: "2027-02-02T11:00:00.000Z" }, unread: 0, failing_since: null });
    expect(JSON.stringify(view)).not.toMatch(/private-4f1c|user_/);
    expect(await feeds().findOne({ _id: view.id })).toMatchObject({ url: "https://calendar.example/ical/amara/private-4f1c/basic.ics" });
    expect(await listCalendars(tutor.user_id, now)).toEqual([view]);
  });

  it.each<[string, () => void, string]>([
    ["that is not there", () => (elsewhere.state.status = 404), "There is no calendar at this address (any more)."],
    ["that is a page", () => (elsewhere.state.body = "<!doctype html>"), "This address leads to a web page, not to a calendar. Look for its iCal or ICS address."],
    ["that is torn", () => (elsewhere.state.body = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT"), "This calendar is damaged: it cannot be read to its end."],
  ])("refuses one %s in a sentence and keeps nothing", async (_title, prepare, sentence) => {
    prepare();
    await expect(add(await aTutor())).rejects.toMatchObject({ code: "invalid", fields: { url: sentence } });
    expect(await feeds().countDocuments({})).toBe(0);
  });

  it("refuses one inside without asking it", async () => {
    const tutor = await aTutor();
    await expect(addCalendar({ user_id: tutor.user_id, url: "https://169.254.169.254/latest" }, now)).rejects.toMatchObject({ code: "invalid" });
    expect(await feeds().countDocuments({})).toBe(0);
  });

  it("is for coaches", async () => {
    await expect(addCalendar({ user_id: "user_nobody", url: anAddress() }, now, elsewhere.network)).rejects.toMatchObject({ code: "not_found" });
    expect(elsewhere.state.calls).toBe(0);
  });

  it("finds place for five, also when eight come at once", async () => {
    const tutor = await aTutor();
    const settled = await Promise.allSettled(Array.from({ length: 8 }, () => add(tutor)));
    const refusals = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as { code: string; message: string }] : []));
    expect(refusals).toHaveLength(3);
    expect(refusals.every(({ message }) => message === "You can add at most 5 calendars. Remove one first.")).toBe(true);
    expect(await feeds().countDocuments({ tutor_id: tutor._id })).toBe(5);
    // The database is what says so.
    const row = await feeds().findOne({ tutor_id: tutor._id });
    await expect(feeds().insertOne({ ...(row ?? ({} as never)), _id: "cal_another", url: anAddress() })).rejects.toMatchObject({ code: 11_000 });
    await removeCalendar(row?._id ?? "", tutor.user_id);
    await expect(add(tutor)).resolves.toMatchObject({ busy_times: 1 });
  });

  it("takes the same one once, by webcal or https, also when it comes twice at once", async () => {
    const tutor = await aTutor();
    const outcomes = await Promise.allSettled(["https", "webcal", "https"].map((scheme) => add(tutor, { url: `${scheme}://calendar.example/one.ics` })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await feeds().countDocuments({})).toBe(1);
  });
});

describe("another's calendar", () => {
  it("is neither listed, removed nor refreshed", async () => {
    const { id } = await add(await aTutor());
    const stranger = await aTutor();
    expect(await listCalendars(stranger.user_id, now)).toEqual([]);
    await expect(removeCalendar(id, stranger.user_id)).rejects.toMatchObject({ code: "not_found" });
    await expect(refreshCalendar({ id, user_id: stranger.user_id, now, network: elsewhere.network })).rejects.toMatchObject({ code: "not_found" });
    expect(await feeds().countDocuments({ _id: id })).toBe(1);
  });
});

describe("what a calendar elsewhere blocks", () => {
  const starts = async (tutor: TutorDocument, at = now) => (await listSlots({ tutor_id: tutor._id, duration_minutes: 60, from: "2027-02-02", days: 1, timezone: "UTC" }, at)).days[0]?.starts.map((start) => start.slice(11, 16));

  it("is no free time on any page, and cannot be held; right after it the coach is free, right before it there is the gap", async () => {
    const tutor = await aTutor({ availability: { gap_minutes: 10 } });
    const before = await starts(tutor);
    expect(before).toContain("10:00");
    await add(tutor);
    const after = await starts(tutor);
    // 09:00 would end as the appointment begins, without the gap that follows each session.
    expect(before?.filter((start) => !after?.includes(start))).toEqual(["09:00", "09:30", "10:00", "10:30"]);
    expect(after).toContain("11:00");

    const [first] = (await nextFreeTimes([tutor], { count: 1, now: new Date("2027-02-01T21:00:00Z") })).get(tutor._id) ?? [];
    expect(first?.toISOString()).toBe("2027-02-02T11:00:00.000Z");

    for (const clock of ["09:00", "09:30", "10:00", "10:30"]) {
      const refusal = holdBooking(anOrder(tutor, { starts_at: new Date(`2027-02-02T${clock}:00Z`) }), now);
      await expect(refusal).rejects.toMatchObject({ code: "conflict", message: "The coach is busy at this time.", details: { reason: "tutor_busy" } });
      const { details } = (await refusal.catch((error: unknown) => error)) as { details: { nearest: string[] } };
      expect(details.nearest).toHaveLength(3);
      expect(details.nearest.some((start) => ["09:00", "09:30", "10:00", "10:30"].some((taken) => start.startsWith(`2027-02-02T${taken}`)))).toBe(false);
    }
    expect(await collections().bookings.countDocuments({ tutor_id: tutor._id })).toBe(0);
    await expect(holdBooking(anOrder(tutor, { starts_at: new Date("2027-02-02T11:00:00Z") }), now)).resolves.toMatchObject({ resumed: false });
  });

  it("touches no booking that is there: a hold is resumed and stays", async () => {
    const tutor = await aTutor();
    const hold = await aHold({ tutor });
    await add(tutor);
    const again = await holdBooking(anOrder(tutor, { consumer_id: hold.consumer_id }), now);
    expect(again).toMatchObject({ resumed: true, booking: { _id: hold._id, status: "held" } });
  });

  it("is the coach's own alone, of all calendars together, and gone with the calendar", async () => {
    const [tutor, other] = [await aTutor(), await aTutor()];
    const { id } = await add(tutor);
    elsewhere.state.body = aCalendar(["2027-02-02T14:00 2027-02-02T15:00"]);
    await add(tutor);
    expect(await starts(other)).toContain("10:00");
    expect(await starts(tutor)).not.toContain("10:00");
    expect(await starts(tutor)).not.toContain("14:00");
    await removeCalendar(id, tutor.user_id);
    expect(await starts(tutor)).toContain("10:00");
    expect(await starts(tutor)).not.toContain("14:00");
  });

  it("is not a session that our own mail put there", async () => {
    const tutor = await aTutor();
    const hold = await aHold({ tutor });
    await collections().bookings.updateOne({ _id: hold._id }, { $set: { status: "canceled_by_tutor", confirmed_at: now }, $unset: { tutor_cells: "", consumer_cells: "", hold_seat: "" } });
    elsewhere.state.body = aCalendar([morning]).replace("UID:0", `UID:${hold._id}@maestrohub`);
    expect(await add(tutor)).toMatchObject({ busy_times: 0 });
    expect(await starts(tutor)).toContain("10:00");
    // The coach as another's client is away all the same.
    await collections().bookings.updateOne({ _id: hold._id }, { $set: { tutor_id: "tutor_other", tutor_user_id: "user_other", consumer_id: tutor.user_id } });
    expect(await add(tutor)).toMatchObject({ busy_times: 1 });
  });
});

describe("the reader", () => {
  it("reads what is due every ten minutes, each calendar by one of many readers", async () => {
    const tutor = await aTutor();
    for (let each = 0; each < 4; each += 1) await add(tutor);
    elsewhere.state.calls = 0;
    expect(await due(minutesAfter(now, 9))).toBe(false);
    elsewhere.state.body = aCalendar([]);
    elsewhere.state.delay_ms = 50;
    const worked = await Promise.all(Array.from({ length: 12 }, () => due(minutesAfter(now, 10))));
    expect(worked.filter(Boolean)).toHaveLength(4);
    expect(elsewhere.state.calls).toBe(4);
    expect(await feeds().countDocuments({ busy: [], last_success_at: minutesAfter(now, 10), run_at: minutesAfter(now, 20) })).toBe(4);
  });

  it("that died leaves a calendar that is due again when its lease ends", async () => {
    const { id } = await add(await aTutor());
    await feeds().updateOne({ _id: id }, { $set: { run_at: now } });
    elsewhere.state.delay_ms = 800;
    const slow = due(now);
    await new Promise((resolve) => setTimeout(resolve, 200));
    elsewhere.state.delay_ms = 0;
    expect(await due(minutesAfter(now, 0.5))).toBe(false);
    expect(await due(minutesAfter(now, 1))).toBe(true);
    await slow;
    // The one that came back late wrote nothing over its successor.
    expect(await feeds().findOne({ _id: id })).toMatchObject({ last_tried_at: minutesAfter(now, 1) });
  });

  it("writes nothing for a calendar that was removed while it was read", async () => {
    const tutor = await aTutor();
    const { id } = await add(tutor);
    await feeds().updateOne({ _id: id }, { $set: { run_at: now } });
    elsewhere.state.delay_ms = 200;
    const reading = due(now);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await removeCalendar(id, tutor.user_id);
    expect(await reading).toBe(true);
    expect(await feeds().countDocuments({ _id: id })).toBe(0);
  });
});

describe("a calendar that cannot be read any more", () => {
  const told = async (user_id: string) => ({
    mails: await collections().outbox.find({ "task.recipient_id": user_id, "task.template": "calendar-failed" }).toArray(),
    notices: await collections().notifications.find({ user_id }).toArray(),
  });
  const isFree = async (tutor: TutorDocument, at: Date) => {
    const { days } = await listSlots({ tutor_id: tutor._id, duration_minutes: 60, from: "2027-02-04", days: 1, timezone: "UTC" }, at);
    return days[0]?.starts.includes("2027-02-04T10:00:00.000Z");
  };

  it("blocks for a day what it blocked last, is told of once after twenty minutes, and is as before once it is read again", async () => {
    const tutor = await aTutor();
    elsewhere.state.body = aCalendar(["2027-02-04T10:00 2027-02-04T11:00"]);
    const { id } = await add(tutor, { label: "Work" });
    elsewhere.state.status = 503;
    const view = async (at: Date) => (await listCalendars(tutor.user_id, at))[0];

    await due(minutesAfter(now, 10));
    expect(await view(minutesAfter(now, 10))).toMatchObject({
      failing_since: minutesAfter(now, 10).toISOString(),
      failure: "The calendar's server answers with an error (503).",
      kept_until: minutesAfter(now, 24 * 60).toISOString(),
      busy_times: 1,
    });
    expect(await told(tutor.user_id)).toEqual({ mails: [], notices: [] });

    for (const minutes of [20, 30, 40, 50]) await due(minutesAfter(now, minutes));
    const { mails, notices } = await told(tutor.user_id);
    expect(mails.map(({ task }) => task)).toEqual([{ kind: "mail", template: "calendar-failed", recipient_id: tutor.user_id, calendar_label: "Work", failure: "The calendar's server answers with an error (503)." }]);
    expect(notices).toMatchObject([{ kind: "calendar", title: "Your calendar “Work” cannot be read", href: "/coach/availability" }]);

    const almost = new Date(minutesAfter(now, 24 * 60).getTime() - 1);
    expect(await isFree(tutor, almost)).toBe(false);
    expect(await isFree(tutor, minutesAfter(now, 24 * 60))).toBe(true);
    await due(minutesAfter(now, 24 * 60));
    expect(await feeds().findOne({ _id: id })).toMatchObject({ busy: [], failing_since: minutesAfter(now, 10) });
    expect(await view(minutesAfter(now, 24 * 60))).toMatchObject({ kept_until: null, busy_times: 0 });

    elsewhere.state.status = 200;
    await due(minutesAfter(now, 25 * 60));
    expect(await view(minutesAfter(now, 25 * 60))).toMatchObject({ failing_since: null, failure: null, kept_until: null, busy_times: 1 });
    expect(await isFree(tutor, minutesAfter(now, 25 * 60))).toBe(false);

    elsewhere.state.status = 404;
    for (const hours of [26, 27]) await due(minutesAfter(now, hours * 60));
    expect((await told(tutor.user_id)).mails).toHaveLength(2);
  });

  it("says so when it is refreshed by hand, and is well again when it is read", async () => {
    const tutor = await aTutor();
    const { id } = await add(tutor);
    elsewhere.state.status = 404;
    const refresh = () => refreshCalendar({ id, user_id: tutor.user_id, now: tomorrowAtTen, network: elsewhere.network });
    expect(await refresh()).toMatchObject({ failing_since: tomorrowAtTen.toISOString(), failure: "There is no calendar at this address (any more)." });
    elsewhere.state.status = 200;
    expect(await refresh()).toMatchObject({ failing_since: null, failure: null });
  });
});
