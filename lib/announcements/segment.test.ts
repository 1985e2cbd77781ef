import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/id";
import { aBookedSession, aTutor, minutesAfter, now as monday } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { markAddress } from "@/lib/email-suppressions/store";
import { countAudience } from "./count-audience";
import { expand_at_once } from "./expand-audience";
import { everybody, type Segment } from "./schema";
import { readSegment } from "./segment";
import { aCrowd, aStarted, now, stateOf, workOnce } from "./test-announcements";

setUpTestDatabase();

beforeEach(async () => {
  for (const name of ["users", "bookings", "tutors", "payments", "email_suppressions"] as const) await collections()[name].deleteMany({});
});

const long = new Date(0);
const person = (parts: Parameters<typeof aCrowd>[1] = {}) => aCrowd(1, parts).then(([id = ""]) => id);

async function who(parts: Partial<Segment>, at = now, limit = 1_000): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = ""; after !== null;) {
    const some: Awaited<ReturnType<typeof readSegment>> = await readSegment({ segment: { ...everybody, ...parts }, at, after, limit });
    found.push(...some.people.map(({ _id }) => _id));
    after = some.last;
  }
  return found.sort();
}

describe("a segment", () => {
  it("is a role, a region, or both", async () => {
    const [client, indian, coach, admin] = [
      await person(),
      await person({ market_id: "IN_INR" }),
      await person({ role: "tutor" }),
      await person({ role: "admin" }),
    ];
    await person({ deleted_at: now });
    expect(await who({})).toEqual([client, indian, coach, admin].sort());
    expect(await who({ role: "consumer" })).toEqual([client, indian].sort());
    expect(await who({ role: "tutor" })).toEqual([coach]);
    expect(await who({ market_id: "US_USD" })).toEqual([client, coach, admin].sort());
    expect(await who({ role: "consumer", market_id: "IN_INR" })).toEqual([indian]);
  });

  it("is who is new: registered within a month", async () => {
    const day = (days: number) => new Date(now.getTime() - days * 86_400_000);
    const fresh = await person({ created_at: day(29) });
    await person({ created_at: day(31) });
    await person({ created_at: new Date(now.getTime() + 1) });
    expect(await who({ activity: "new" })).toEqual([fresh]);
  });

  it("is who booked within a quarter, before, or never, as client or coach; holds that nobody paid count for nothing", async () => {
    const [lately, before, holding] = [await person({ created_at: long }), await person({ created_at: long }), await person({ created_at: long })];
    const [busy, idle] = [await aTutor({ user_id: newId("user") }), await aTutor({ user_id: newId("user") })];
    await collections().users.updateMany({}, { $set: { created_at: long } });
    const at = minutesAfter(monday, 100 * 24 * 60);
    await aBookedSession({ tutor: busy, consumer_id: before, confirmed_at: monday });
    await aBookedSession({ tutor: busy, consumer_id: lately, starts_at: new Date("2027-02-02T13:00:00Z"), confirmed_at: minutesAfter(at, -89 * 24 * 60) });
    const unpaid = await aBookedSession({ tutor: idle, consumer_id: holding });
    await collections().bookings.updateOne({ _id: unpaid._id }, { $set: { status: "expired", confirmed_at: null } });
    expect(await who({ activity: "booked_lately" }, at)).toEqual([lately, busy.user_id].sort());
    expect(await who({ activity: "booked_before" }, at)).toEqual([before]);
    expect(await who({ activity: "never_booked" }, at)).toEqual([holding, idle.user_id].sort());
    expect(await who({ activity: "booked_lately", role: "tutor" }, at)).toEqual([busy.user_id]);
    // However few are looked at in one go.
    expect(await who({ activity: "never_booked" }, at, 2)).toEqual([holding, idle.user_id].sort());
  });

  it("is counted as it would be sent: who is left out is told apart, by why", async () => {
    await aCrowd(3);
    await person({ email_verified: false });
    await person({ notice_settings: { off: ["announcement:mail"], quiet_hours: null } });
    const [complained, bounced] = [await person(), await person()];
    await markAddress({ address: `${complained}@example.com`, marks: { complained_at: now }, now });
    await markAddress({ address: `${bounced}@example.com`, marks: { undeliverable: { since: now, cause: "bounced" } }, now });
    expect(await countAudience(everybody, now)).toEqual({
      people: 3,
      left_out: { unsubscribed: 1, unverified: 1, complained: 1, undeliverable: 1, deleted: 0 },
    });
  });
});

/** ANNOUNCEMENT_PEOPLE=10000 does it in full. */
const many = Number(process.env.ANNOUNCEMENT_PEOPLE ?? 1_600);

it("many people are counted and written down in steps of five hundred, each once", async () => {
  const ids = await aCrowd(many);
  const id = await aStarted(many);
  let steps = 0;
  while (await workOnce("none")) steps += 1;
  expect(steps).toBe(Math.floor(many / expand_at_once) + 1);
  expect((await stateOf(id)).counts.total).toBe(many);
  const written = await collections().announcement_deliveries.distinct("user_id", { announcement_id: id });
  expect(written.sort()).toEqual(ids);
}, 120_000);
