import { beforeEach, describe, expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { searchCoaches } from "@/lib/tutors/search";
import { type CoachSearch, coachSearchFromParams } from "@/lib/tutors/search-params";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import type { TutorDocument } from "@/lib/tutors/schema";
import { makeSponsorship } from "./make-sponsorship";
import type { SponsorshipDocument } from "./schema";

setUpTestDatabase();

const now = new Date("2027-02-01T12:00:00Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const hour_ms = 3_600_000;

beforeEach(async () => {
  await collections().tutors.deleteMany({});
  await collections().sponsorships.deleteMany({});
});

/** Forty coaches: every third teaches the cello, each at a price of its own. */
async function crowd(): Promise<TutorDocument[]> {
  const tutors = Array.from({ length: 40 }, (_, i) =>
    makeTutor({
      _id: `tutor_crowd${String(i).padStart(2, "0")}`,
      subjects: [i % 3 === 0 ? "Cello" : "Piano"],
      offers: [{ duration_minutes: 60, price: 2_000 + i * 100 }],
      rating_sum: 20,
      rating_count: 5 + (i % 4),
    }),
  );
  await collections().tutors.insertMany(tutors);
  return tutors;
}

async function sponsor(tutors: TutorDocument[], parts: Partial<SponsorshipDocument> = {}): Promise<void> {
  await collections().sponsorships.insertMany(tutors.map((tutor) => ({ ...makeSponsorship({ tutor, at: now }), ...parts })));
}

const search = (params: Record<string, string>, at = now, changes: Partial<CoachSearch> = {}) => searchCoaches({ search: { ...coachSearchFromParams(params), ...changes }, now: at });

async function walk(params: Record<string, string>, at = now): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const results = await search(params, at, { cursor });
    pages.push(results.coaches.map(({ id }) => id));
    cursor = results.next_cursor;
  } while (cursor !== null && pages.length < 20);
  return pages;
}

const sponsoredOf = async (params: Record<string, string>, at = now) => (await search(params, at)).coaches.filter(({ is_sponsored }) => is_sponsored);

describe("sponsored coaches", () => {
  it("stand first on the first page, three at most, each once, and the others keep their order", async () => {
    const tutors = await crowd();
    const calm = await walk({});
    await sponsor(tutors.slice(10, 30));
    const { coaches, total } = await search({});
    expect(coaches.map(({ is_sponsored }) => is_sponsored).slice(0, 4)).toEqual([true, true, true, false]);
    const shown = coaches.slice(0, 3).map(({ id }) => id);
    expect(coaches.slice(3).map(({ id }) => id)).toEqual(calm[0]?.filter((id) => !shown.includes(id)));
    expect(total).toBe(40);
  });

  it("move nobody to another page: whoever reads on finds each coach once, in every hour", async () => {
    const tutors = await crowd();
    const calm = await walk({});
    await sponsor(tutors);
    for (let hour = 0; hour < 3; hour += 1) {
      const pages = await walk({}, later(hour * hour_ms));
      const shown = pages[0]?.slice(0, 3) ?? [];
      expect(pages.flat()).toHaveLength(40);
      expect(new Set(pages.flat()).size).toBe(40);
      expect(pages.slice(1)).toEqual(calm.slice(1).map((page) => page.filter((id) => !shown.includes(id))));
    }
  });

  it("who would fill the last page alone leave no empty one", async () => {
    const tutors = Array.from({ length: 14 }, (_, i) => makeTutor({ _id: `tutor_few${String(i).padStart(2, "0")}` }));
    await collections().tutors.insertMany(tutors);
    await sponsor(tutors.slice(12));
    expect((await walk({})).map(({ length }) => length)).toEqual([14]);
  });

  it("never pass a filter, whatever is asked for and whenever", async () => {
    const tutors = await crowd();
    await sponsor(tutors);
    for (let hour = 0; hour < 6; hour += 1) {
      const price_max = 2_300 + hour * 100;
      const found = await sponsoredOf({ subject: "Cello", price_max: String(price_max) }, later(hour * hour_ms));
      expect(found.length).toBeGreaterThan(0);
      for (const { subjects, price_from } of found) expect([subjects, price_from <= price_max]).toEqual([["Cello"], true]);
    }
  });

  it("are not shown where somebody chose the order, where nobody fits, or where a place cannot be bought", async () => {
    await sponsor(await crowd());
    for (const sort of ["price", "rating", "soonest"]) expect(await sponsoredOf({ sort })).toEqual([]);
    expect(await sponsoredOf({ subject: "Yoga" })).toEqual([]);
    const bought = await searchCoaches({ search: coachSearchFromParams({}), promotes: false, now });
    expect(bought.coaches.some(({ is_sponsored }) => is_sponsored)).toBe(false);
  });

  it("are shown to the last second of what they have, and not while they are hidden themselves", async () => {
    const [first, second, third] = await crowd();
    await sponsor(first ? [first] : [], { promoted_until: later(1_000) });
    await sponsor(second ? [second] : []);
    await sponsor(third ? [third] : []);
    await collections().tutors.updateOne({ _id: second?._id ?? "" }, { $set: { status: "suspended", is_published: false } });
    const ids = async (at: Date) => (await sponsoredOf({}, at)).map(({ id }) => id).sort();
    expect(await ids(now)).toEqual([first?._id, third?._id]);
    expect(await ids(later(1_000))).toEqual([third?._id]);
  });
});
