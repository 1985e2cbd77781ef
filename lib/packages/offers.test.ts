import { describe, expect, it } from "vitest";
import { aTutor, aUser, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { offerPackage, withdrawPackage } from "./offer-package";
import { listPackageOffers } from "./read-offers";
import { packageSchema } from "./schema";

setUpTestDatabase();

const terms = { duration_minutes: 60, sessions: 5, discount_percent: 10, valid_days: 90 };
const asCoach = (user_id: string) => ({ id: user_id, role: "tutor" as const });

describe("a coach's packages", () => {
  it("cost the sessions at the coach's price of that length, less the discount", async () => {
    const tutor = await aTutor();
    await offerPackage({ user: asCoach(tutor.user_id), terms, now });
    const coach = { id: tutor._id, offers: tutor.offers, currency: "usd" };
    expect(await listPackageOffers(coach)).toMatchObject([{ sessions: 5, price: { amount: 22_500, currency: "usd" }, single_total: { amount: 25_000 }, each: { amount: 4_500 } }]);
    // The price follows the coach's own, and a length that is not offered any more is not sold in packages either.
    expect((await listPackageOffers({ ...coach, offers: [{ duration_minutes: 60, price: 6_000 }] }))[0]?.price.amount).toBe(27_000);
    expect(await listPackageOffers({ ...coach, offers: [{ duration_minutes: 30, price: 3_000 }] })).toEqual([]);
  });

  it("are six at most and each of a kind once, however many are offered at once", async () => {
    const tutor = await aTutor();
    const offer = (sessions: number) => offerPackage({ user: asCoach(tutor.user_id), terms: { ...terms, sessions }, now }).then(() => "offered", (error: { details?: { reason?: string } }) => error.details?.reason);
    const same = await Promise.all(Array.from({ length: 4 }, () => offer(5)));
    expect(same.filter((outcome) => outcome === "offered")).toHaveLength(1);
    expect(same.filter((outcome) => outcome === "same")).toHaveLength(3);
    const others = await Promise.all([6, 7, 8, 9, 10, 11, 12].map(offer));
    expect(others.filter((outcome) => outcome === "offered")).toHaveLength(5);
    expect(others.filter((outcome) => outcome === "no_seat")).toHaveLength(2);
    expect(await collections().packages.countDocuments({ tutor_id: tutor._id, seat: { $exists: true } })).toBe(6);
  });

  it("are taken back by their coach only, and then the same can be offered anew", async () => {
    const [tutor, other] = [await aTutor(), await aTutor()];
    const { _id: package_id } = await offerPackage({ user: asCoach(tutor.user_id), terms, now });
    await expect(withdrawPackage({ user: asCoach(other.user_id), package_id, now })).rejects.toMatchObject({ code: "not_found" });
    await withdrawPackage({ user: asCoach(tutor.user_id), package_id, now });
    await expect(withdrawPackage({ user: asCoach(tutor.user_id), package_id, now })).rejects.toMatchObject({ code: "not_found" });
    expect((await offerPackage({ user: asCoach(tutor.user_id), terms, now })).seat).toBe(0);
  });

  it("are of the coach's own lengths, and nobody's who is no coach", async () => {
    const tutor = await aTutor();
    await expect(offerPackage({ user: asCoach(tutor.user_id), terms: { ...terms, duration_minutes: 90 }, now })).rejects.toMatchObject({ code: "invalid", fields: { duration_minutes: "Choose one of your lengths." } });
    await expect(offerPackage({ user: { id: (await aUser())._id, role: "consumer" }, terms, now })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what a coach sends", () => {
  it.each([
    [{ sessions: 1 }, { sessions: 2 }],
    [{ sessions: 53 }, { sessions: 52 }],
    [{ sessions: 2.5 }, { sessions: 3 }],
    [{ discount_percent: -1 }, { discount_percent: 0 }],
    [{ discount_percent: 51 }, { discount_percent: 50 }],
    [{ valid_days: 29 }, { valid_days: 30 }],
    [{ valid_days: 366 }, { valid_days: 365 }],
    [{ duration_minutes: 50 }, { duration_minutes: 45 }],
    [{ price: 1 }, {}],
  ])("%j is refused, and %j is not", (wrong, right) => {
    expect(packageSchema.safeParse({ ...terms, ...wrong }).success).toBe(false);
    expect(packageSchema.safeParse({ ...terms, ...right }).success).toBe(true);
  });
});
