import { beforeEach, describe, expect, test } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { listSlots } from "./list-slots";

setUpTestDatabase();

const now = new Date("2026-11-24T12:00:00Z");

beforeEach(async () => {
  await collections().tutors.deleteMany({});
  await collections().tutors.insertMany([
    makeTutor({
      _id: "tutor_a",
      offers: [{ duration_minutes: 60, price: 5_000 }, { duration_minutes: 90, price: 7_000 }],
      availability: { timezone: "Asia/Kathmandu", weekly_hours: [{ weekday: 4, start_minute: 0, end_minute: 120 }], slot_step_minutes: 60 },
    }),
    makeTutor({ _id: "tutor_draft", status: "draft", is_published: false }),
  ]);
});

describe("a slot table", () => {
  test("stands under the dates of the viewer: Thursday 00:00 in Kathmandu is Wednesday in New York", async () => {
    const table = await listSlots({ tutor_id: "tutor_a", from: "2026-11-24", days: 3, timezone: "America/New_York" }, now);
    expect(table).toEqual({
      timezone: "America/New_York",
      duration_minutes: 60,
      days: [
        { date: "2026-11-24", starts: [] },
        { date: "2026-11-25", starts: ["2026-11-25T18:15:00.000Z", "2026-11-25T19:15:00.000Z"] },
        { date: "2026-11-26", starts: [] },
      ],
    });
  });

  test("begins today, in the coach's zone, with the coach's length, where nothing is said", async () => {
    const table = await listSlots({ tutor_id: "tutor_a", days: 7 }, now);
    expect(table.timezone).toBe("Asia/Kathmandu");
    expect(table.days.map((day) => day.date)).toEqual([
      "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30",
    ]);
    expect(table.days[2]?.starts).toHaveLength(2);
  });

  test("offers a longer session less often", async () => {
    const table = await listSlots({ tutor_id: "tutor_a", duration_minutes: 90, from: "2026-11-26", days: 1 }, now);
    expect(table.days[0]?.starts).toEqual(["2026-11-25T18:15:00.000Z"]);
  });

  test.each(["2001-01-01", "2099-12-31"])("is empty far away: %s", async (from) => {
    const table = await listSlots({ tutor_id: "tutor_a", from, days: 2 }, now);
    expect(table.days.map((day) => day.starts)).toEqual([[], []]);
  });

  test("refuses a length that the coach does not sell", async () => {
    await expect(listSlots({ tutor_id: "tutor_a", duration_minutes: 45, days: 1 }, now)).rejects.toMatchObject({ code: "invalid" });
  });

  test.each(["tutor_draft", "tutor_nobody"])("does not exist for strangers: %s", async (tutor_id) => {
    await expect(listSlots({ tutor_id, days: 1 }, now)).rejects.toMatchObject({ code: "not_found" });
  });
});
