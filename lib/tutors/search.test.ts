import { beforeEach, describe, expect, test } from "vitest";
import { locksOf } from "@/lib/bookings/rules";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { TutorDocument } from "./schema";
import { searchCoaches } from "./search";
import { coachSearchFromParams, type CoachSearch } from "./search-params";
import { makeTutor } from "./tutor-factory";

setUpTestDatabase();

const now = new Date("2026-11-24T12:00:00Z");
const daily = (start_minute: number) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start_minute, end_minute: start_minute + 60 }));

beforeEach(async () => {
  await collections().tutors.deleteMany({});
  await collections().bookings.deleteMany({});
});

async function given(...tutors: TutorDocument[]): Promise<void> {
  await collections().tutors.insertMany(tutors);
}

function search(params: Record<string, string> = {}, changes: Partial<CoachSearch> = {}) {
  return searchCoaches({ search: { ...coachSearchFromParams(params), ...changes }, now });
}

async function names(params: Record<string, string> = {}): Promise<string[]> {
  const { coaches, relaxed } = await search(params);
  expect(relaxed).toBeNull();
  return coaches.map((coach) => coach.name);
}

/** Follows next_cursor to the end. */
async function walk(params: Record<string, string>, eachPage: (page: number) => Promise<void> = async () => {}) {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const results = await search(params, { cursor });
    pages.push(results.coaches.map((coach) => coach.id));
    cursor = results.next_cursor;
    await eachPage(pages.length);
  } while (cursor !== null && pages.length < 20);
  return pages;
}

describe("who is found", () => {
  test("only approved and published coaches of a market that is switched on", async () => {
    await given(
      makeTutor({ name: "Seen" }),
      makeTutor({ status: "draft", is_published: false }),
      makeTutor({ is_published: false }),
      makeTutor({ status: "suspended" }),
      makeTutor({ market_id: "JP_JPY", currency: "jpy" }),
    );
    expect(await names()).toEqual(["Seen"]);
    expect((await search()).total).toBe(1);
  });

  test("a coach who meets in person is found in the same market only", async () => {
    const india = { market_id: "IN_INR", currency: "inr" };
    await given(
      makeTutor({ name: "Here", modality: "in_person" }),
      makeTutor({ name: "There", modality: "in_person", ...india }),
      makeTutor({ name: "Everywhere", modality: "hybrid", ...india }),
    );
    expect((await names()).sort()).toEqual(["Everywhere", "Here"]);
    expect((await names({ market_id: "IN_INR" })).sort()).toEqual(["Everywhere", "There"]);
    expect(await names({ modality: "in_person" })).toEqual(["Here"]);
    expect((await names({ modality: "in_person", market_id: "IN_INR" })).sort()).toEqual(["Everywhere", "There"]);
    expect(await names({ modality: "online" })).toEqual(["Everywhere"]);
    expect((await search({ modality: "hybrid" })).relaxed?.filter).toBe("modality");
  });

  test("category and subject narrow", async () => {
    await given(makeTutor({ name: "Pianist" }), makeTutor({ name: "Cook", categories: ["activities_hobbies"], subjects: ["Cooking"] }));
    expect(await names({ category: "activities_hobbies" })).toEqual(["Cook"]);
    expect(await names({ subject: "Piano" })).toEqual(["Pianist"]);
  });

  test("prices compare across currencies, limits included", async () => {
    await given(
      makeTutor({ name: "Dollars", offers: [{ duration_minutes: 60, price: 2_500 }] }),
      makeTutor({ name: "Rupees", market_id: "IN_INR", currency: "inr", offers: [{ duration_minutes: 60, price: 200_000 }] }),
    );
    expect(await names({ price_max: "2400" })).toEqual(["Rupees"]);
    expect(await names({ price_min: "2400" })).toEqual(["Dollars"]);
    expect(await names({ price_max: "200000", price_min: "200000", currency: "inr" })).toEqual(["Rupees"]);
    expect(await names({ price_max: "2500", price_min: "2500" })).toEqual(["Dollars"]);
  });
});

describe("words", () => {
  beforeEach(() =>
    given(
      makeTutor({ name: "Élise Béranger", headline: "Jazz from the first chord" }),
      makeTutor({ name: "Tomas Varga", subjects: ["SAT/ACT"], categories: ["academics"], headline: "Calm tests" }),
    ),
  );

  test.each([
    ["the beginning of a word", "eli", ["Élise Béranger"]],
    ["any case and accent", "BÉRAN", ["Élise Béranger"]],
    ["a headline", "chord", ["Élise Béranger"]],
    ["a subject", "sat", ["Tomas Varga"]],
    ["a category", "academ", ["Tomas Varga"]],
    ["words of different fields together", "piano jazz", ["Élise Béranger"]],
    ["signs only are no words", "?!", ["Tomas Varga", "Élise Béranger"]],
  ])("find by %s", async (_, text, expected) => {
    expect((await names({ text })).sort()).toEqual(expected);
  });

  test.each([
    ["every word must fit", "elise tests"],
    ["the middle of a word does not count", "lise"],
    // "jazz" < "k" < "performing": two different elements of the array would enclose it.
    ["a word between two others does not count", "kettle"],
    ["a pattern is only letters", ".*"],
  ])("%s", async (_, text) => {
    const { relaxed, total } = await search({ text });
    if (text === ".*") expect([relaxed, total]).toEqual([null, 2]);
    else expect(relaxed?.filter).toBe("text");
  });
});

describe("order and pages", () => {
  const crowd = (count: number, parts: (i: number) => Parameters<typeof makeTutor>[0]) =>
    given(...Array.from({ length: count }, (_, i) => makeTutor({ _id: `tutor_crowd${String(i).padStart(2, "0")}`, ...parts(i) })));

  test("best: the rating of many counts more, a new coach stands at the mean", async () => {
    await given(
      makeTutor({ name: "Poor", rating_sum: 30, rating_count: 10 }),
      makeTutor({ name: "New" }),
      makeTutor({ name: "Great", rating_sum: 495, rating_count: 100 }),
      makeTutor({ name: "Perfect thrice", rating_sum: 15, rating_count: 3 }),
    );
    expect(await names()).toEqual(["Great", "Perfect thrice", "New", "Poor"]);
  });

  test("rating: a new coach comes last", async () => {
    await given(makeTutor({ name: "New" }), makeTutor({ name: "Poor", rating_sum: 30, rating_count: 10 }));
    expect(await names({ sort: "rating" })).toEqual(["Poor", "New"]);
  });

  test("price: the lowest first, across currencies", async () => {
    await given(
      makeTutor({ name: "25 dollars", offers: [{ duration_minutes: 60, price: 2_500 }] }),
      makeTutor({ name: "2000 rupees", market_id: "IN_INR", currency: "inr", offers: [{ duration_minutes: 60, price: 200_000 }] }),
    );
    expect(await names({ sort: "price" })).toEqual(["2000 rupees", "25 dollars"]);
  });

  test.each(["best", "rating", "price", "soonest"])("%s: twelve a page, nobody twice, nobody missing, with equal keys", async (sort) => {
    await crowd(30, (i) => ({ rating_sum: (i % 3) * 20, rating_count: 4 * Math.sign(i % 3), offers: [{ duration_minutes: 60, price: 5_000 + (i % 2) }] }));
    const pages = await walk({ sort });
    expect(pages.map((page) => page.length)).toEqual([12, 12, 6]);
    expect(new Set(pages.flat()).size).toBe(30);
  });

  test.each(["best", "price", "soonest"])("%s: whoever joins or leaves ahead of the reader moves nobody to another page", async (sort) => {
    await crowd(26, (i) => ({ rating_sum: 20, rating_count: 5, offers: [{ duration_minutes: 60, price: 5_000 + i }], availability: { weekly_hours: daily(600 + i * 5) } }));
    const calm = await walk({ sort });
    const first = calm[0]?.[0];
    const restless = await walk({ sort }, async (page) => {
      if (page > 1) return;
      await collections().tutors.deleteOne({ _id: first ?? "" });
      await given(makeTutor({ _id: "tutor_aaaa", rating_sum: 500, rating_count: 100, offers: [{ duration_minutes: 60, price: 1_000 }], availability: { weekly_hours: daily(590) } }));
    });
    expect(restless).toEqual(calm);
  });

  test("soonest: an hour between two pages neither repeats nor skips anybody", async () => {
    await crowd(24, (i) => ({ availability: { weekly_hours: daily(i * 5) } }));
    const first = await search({ sort: "soonest" });
    // By now the earliest of the first page are past their notice for tomorrow and next free a day later.
    const hour_later = new Date(now.getTime() + 3_600_000);
    const second = await searchCoaches({ search: { ...coachSearchFromParams({ sort: "soonest" }), cursor: first.next_cursor }, now: hour_later });
    expect(new Set([...first.coaches, ...second.coaches].map((coach) => coach.id)).size).toBe(24);
    expect(second.next_cursor).toBeNull();
  });

  test("no page follows a full last one", async () => {
    await crowd(12, () => ({}));
    expect((await search()).next_cursor).toBeNull();
  });

  test("soonest: by the first free time, the fully booked and the paused at the end", async () => {
    await given(
      makeTutor({ _id: "tutor_full", name: "Full", availability: { weekly_hours: daily(540), horizon_days: 2 } }),
      makeTutor({ name: "Paused", availability: { is_paused: true } }),
      makeTutor({ name: "Afternoon", availability: { weekly_hours: daily(900) } }),
      makeTutor({ name: "Morning", availability: { weekly_hours: daily(600) } }),
    );
    await collections().bookings.insertMany([booked("tutor_full", "2026-11-25T09:00:00Z"), booked("tutor_full", "2026-11-26T09:00:00Z")]);
    const found = await names({ sort: "soonest" });
    expect(found.slice(0, 2)).toEqual(["Morning", "Afternoon"]);
    expect(found.slice(2).sort()).toEqual(["Full", "Paused"]);
  });

  test("a cursor of another sort begins at the first page", async () => {
    await crowd(14, () => ({}));
    const { next_cursor } = await search({ sort: "price" });
    expect((await search({ sort: "best" }, { cursor: next_cursor })).coaches).toHaveLength(12);
  });
});

describe("the next free times on a card", () => {
  test("are three, leave out sessions with their gap and lapsed holds do not count", async () => {
    await given(makeTutor({ _id: "tutor_a", availability: { weekly_hours: daily(540).map((range) => ({ ...range, end_minute: 660 })) } }));
    const lapsed: BookingDocument = { ...booked("tutor_a", "2026-11-26T09:00:00Z"), status: "held", hold_expires_at: new Date("2026-11-24T11:00:00Z") };
    await collections().bookings.insertMany([booked("tutor_a", "2026-11-25T09:00:00Z"), lapsed]);
    const { coaches } = await search();
    // 25 November: a session until 10:00 and ten minutes; no start fits before the end at 11:00.
    expect(coaches[0]?.next_times).toEqual(["2026-11-26T09:00:00.000Z", "2026-11-26T09:30:00.000Z", "2026-11-26T10:00:00.000Z"]);
  });

  test("a card shows nothing that a stranger may not see", async () => {
    await given(makeTutor());
    const text = JSON.stringify(await search());
    expect(text).not.toContain("meet.google.com");
    expect(text).not.toContain("user_of_");
  });
});

describe("nobody fits", () => {
  test("the filter that keeps most away is left out and named", async () => {
    await given(makeTutor({ subjects: ["Piano"] }), makeTutor({ subjects: ["Piano"] }), makeTutor({ subjects: ["Cello"], offers: [{ duration_minutes: 60, price: 1_500 }] }));
    const results = await search({ subject: "Piano", price_max: "2000" });
    expect(results.relaxed).toEqual({ filter: "price", label: "the price limit" });
    expect(results.total).toBe(2);
    expect(results.coaches).toHaveLength(2);
  });

  test("where one is not enough, more are left out and all are named", async () => {
    await given(makeTutor({ subjects: ["Piano"], categories: ["performance_arts"] }));
    const results = await search({ text: "harp", subject: "Cello", category: "performance_arts" });
    expect(results.relaxed?.label).toMatch(/^(“harp” and the subject Cello|the subject Cello and “harp”)$/);
    expect(results.total).toBe(1);
  });

  test("in an empty marketplace there is nobody, and no error", async () => {
    expect(await search({ text: "piano" })).toMatchObject({ coaches: [], total: 0, next_cursor: null });
    expect(await search()).toEqual({ coaches: [], total: 0, next_cursor: null, relaxed: null });
  });

  test("later pages are of the same relaxed search", async () => {
    await given(...Array.from({ length: 15 }, () => makeTutor()));
    const pages = await walk({ text: "nobody" });
    expect(pages.map((page) => page.length)).toEqual([12, 3]);
  });
});

/** A confirmed session of an hour with a gap of ten minutes. */
function booked(tutor_id: string, starts: string): BookingDocument {
  const starts_at = new Date(starts);
  const times = { starts_at, ends_at: new Date(starts_at.getTime() + 3_600_000), gap_minutes: 10 };
  return {
    _id: `bk_${tutor_id}_${starts}`, consumer_id: `user_${starts}`, tutor_id, tutor_user_id: `user_of_${tutor_id}`, status: "confirmed", ...times,
    duration_minutes: 60, subject: "Piano", modality: "online", place: null, consumer_timezone: "UTC", tutor_timezone: "UTC", market_id: "US_USD",
    price: 5_000, currency: "usd", fee_basis_points: 1_000, fee_amount: 500, tutor_amount: 4_500, cancellation_preset: "moderate", note: null,
    version: 0, ...locksOf(times), hold_expires_at: null, hold_extended: false, confirmed_at: now, created_at: now, updated_at: now,
  };
}
