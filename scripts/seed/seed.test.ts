import { describe, expect, test } from "vitest";
import { verifyPassword } from "better-auth/crypto";
import { POST as verifyRoute } from "@/app/api/account/two-factor/verify/route";
import { totpCode } from "@/emulators/inspector/totp";
import { cookieOf, post, signInAs } from "@/lib/auth/test-account";
import { isBookableStart } from "@/lib/availability/rules";
import { cancelOwnBooking } from "@/lib/bookings/cancel-booking";
import { findBusy } from "@/lib/bookings/store";
import { enabledMarketIds, marketSeeds } from "@/lib/config/markets";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { isExplained, statementOf } from "@/lib/ledger/statement";
import { verifyChain } from "@/lib/ledger/verify-chain";
import { compareKept } from "@/lib/reconciliation/test-books";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import { categories, categoryIds } from "@/lib/tutors/catalogue";
import { nextFreeTimes } from "@/lib/tutors/next-free-times";
import { searchCoaches } from "@/lib/tutors/search";
import { coachSearchFromParams } from "@/lib/tutors/search-params";
import { buildData } from "./build-data.ts";
import { demoLogins } from "./demo-logins.ts";
import { seedDatabase } from "./seed-database.ts";

setUpTestDatabase();

const now = new Date("2026-11-24T15:30:00Z");
const data = buildData("2026-11-24");
const visible = data.tutors.filter((tutor) => tutor.status === "approved" && tutor.is_published);
const tutorNamed = (name: string) => data.tutors.find((tutor) => tutor.name === name) ?? expect.fail(`no ${name}`);

describe("the demonstration's documents", () => {
  test("are the same whenever they are built for the same day", () => {
    expect(buildData("2026-11-24")).toEqual(data);
  });

  test("hold no money that was taken or given back after today", () => {
    const moments = [...data.payments.flatMap(({ created_at, paid_at, refunded_at }) => [created_at, paid_at, refunded_at]), ...data.refunds.flatMap(({ created_at, done_at }) => [created_at, done_at])];
    expect(moments.filter((at) => at !== null && at > now)).toEqual([]);
  });

  test("hold coaches for every category, both markets and the difficult zones", () => {
    expect(visible.length).toBeGreaterThanOrEqual(66);
    for (const category of categoryIds) {
      expect(visible.filter((tutor) => tutor.categories.includes(category)).length, category).toBeGreaterThanOrEqual(4);
    }
    expect(new Set(visible.map((tutor) => tutor.market_id))).toEqual(new Set(enabledMarketIds));
    const zones = new Set(visible.map((tutor) => tutor.availability.timezone));
    expect(zones.size).toBeGreaterThanOrEqual(10);
    for (const zone of ["Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo", "America/New_York", "Europe/Berlin"]) expect(zones).toContain(zone);
  });

  test.each(visible.map((tutor) => [tutor.name, tutor] as const))("%s would pass the approval", (_, tutor) => {
    const market = marketSeeds.find((each) => each._id === tutor.market_id);
    expect(tutor.bio.length).toBeGreaterThanOrEqual(200);
    expect(tutor.headline.length).toBeLessThanOrEqual(80);
    const subjects = tutor.categories.flatMap((category): readonly string[] => categories[category].subjects);
    for (const subject of tutor.subjects) expect(subjects).toContain(subject);
    expect(tutor.offers.map((offer) => offer.duration_minutes)).toContain(tutor.default_duration_minutes);
    for (const { duration_minutes, price } of tutor.offers) {
      expect(policy.session_lengths_minutes).toContain(duration_minutes);
      expect(price).toBeGreaterThanOrEqual(market?.price_min ?? Infinity);
      expect(price).toBeLessThanOrEqual(market?.price_max ?? 0);
    }
    const { weekly_hours, gap_minutes, notice_minutes } = tutor.availability;
    expect(weekly_hours.reduce((sum, range) => sum + range.end_minute - range.start_minute, 0)).toBeGreaterThanOrEqual(180);
    expect([gap_minutes % policy.cell_minutes, notice_minutes >= policy.notice_min_minutes]).toEqual([0, true]);
    for (const { start_minute, end_minute } of weekly_hours) expect([start_minute % 5, end_minute % 5]).toEqual([0, 0]);
  });

  test("ids, addresses and slugs are each one's own", () => {
    const all = [data.users, data.tutors, data.bookings, data.payments, data.refunds, data.reviews].flat().map((document) => document._id);
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(data.users.map((user) => user.email)).size).toBe(data.users.length);
    expect(new Set(data.tutors.map((tutor) => tutor.slug)).size).toBe(data.tutors.length);
  });

  test("each booking has one payment of its price, and fee and share are the price", () => {
    expect(data.payments.length).toBe(data.bookings.length);
    const paid = new Map(data.payments.map((payment) => [payment.booking_id, payment]));
    for (const booking of data.bookings) {
      expect(paid.get(booking._id)).toMatchObject({ amount: booking.price, currency: booking.currency, consumer_id: booking.consumer_id });
      expect(booking.fee_amount + booking.tutor_amount).toBe(booking.price);
    }
  });

  test("only live bookings hold cells, and completed ones are over", () => {
    for (const booking of data.bookings) {
      expect("tutor_cells" in booking, booking.status).toBe(booking.status === "confirmed");
      if (booking.status === "completed") expect(booking.updated_at.getTime()).toBeLessThan(now.getTime());
    }
  });

  test("each review is of a completed session of that consumer, and a coach's figures follow from them", () => {
    const bookings = new Map(data.bookings.map((booking) => [booking._id, booking]));
    for (const review of data.reviews) {
      expect(bookings.get(review.booking_id)).toMatchObject({ status: "completed", consumer_id: review.consumer_id, tutor_id: review.tutor_id });
      expect(review.created_at.getTime()).toBeGreaterThan(bookings.get(review.booking_id)?.ends_at.getTime() ?? Infinity);
      expect(review.text).not.toMatch(/[{}]|^$/);
    }
    for (const tutor of data.tutors) {
      const own = data.reviews.filter((review) => review.tutor_id === tutor._id);
      expect([tutor.rating_count, tutor.rating_sum]).toEqual([own.length, own.reduce((sum, review) => sum + review.rating, 0)]);
      expect(new Set(own.map((review) => review.text)).size, `${tutor.name}'s reviews differ`).toBe(own.length);
      expect(tutor.sessions_completed).toBe(data.bookings.filter((booking) => booking.tutor_id === tutor._id && booking.status === "completed").length);
    }
    expect(visible.filter((tutor) => tutor.score === 0).length).toBeGreaterThanOrEqual(3);
  });
});

describe("seeding a database", () => {
  test("writes everything, and a second run nothing", async () => {
    const first = await seedDatabase(now);
    expect([first.bookings.refused, first.tutors.written, first.logins_written]).toEqual([[], data.tutors.length, 3]);
    const again = await seedDatabase(new Date(now.getTime() + 3_600_000));
    expect(Object.values(again).map((result) => (typeof result === "number" ? result : result.written))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("a session that somebody cancelled while trying it is put back, paid for anew, and can be cancelled again", async () => {
    const consumer_id = data.users.find(({ email }) => email === "maya@example.com")?._id ?? "";
    const booking = data.bookings.find((each) => each.consumer_id === consumer_id && each.status === "confirmed" && each.starts_at.getTime() > now.getTime() + 2 * 86_400_000) ?? expect.fail("none");
    for (let round = 0; round < 2; round += 1) {
      await cancelOwnBooking({ booking_id: booking._id, user: { id: consumer_id, role: "consumer" }, expected_refund: booking.price, now });
      const [refund] = await listRefundsOf(booking._id);
      await executeRefund(refund?._id ?? "", now);
      expect(await listRefundsOf(booking._id)).toMatchObject([{ status: "succeeded", amount: booking.price }]);
      await seedDatabase(now);
      expect(await collections().bookings.findOne({ _id: booking._id })).toEqual(booking);
      expect(await listRefundsOf(booking._id)).toEqual([]);
    }
  });

  test("books its money: every booking is explained to the minor unit, the chain is whole, and a second run books nothing", async () => {
    const entries = await collections().ledger_entries.find({}).toArray();
    expect(entries.length).toBeGreaterThan(100);
    const byBooking = Map.groupBy(entries, ({ booking_id }) => booking_id);
    for (const [booking_id, theirs] of byBooking) expect(isExplained(statementOf(theirs)), booking_id).toBe(true);
    expect(await verifyChain()).toEqual([]);
    const { differences } = await compareKept();
    expect(differences.filter(({ kind }) => kind !== "missing_at_stripe")).toEqual([]);
    await seedDatabase(now);
    expect(await collections().ledger_entries.countDocuments({})).toBe(entries.length);
    expect(await verifyChain()).toEqual([]);
  });

  test("one coach offers packages and Maya has one that was paid for, which is left as she uses it", async () => {
    const maya = data.users.find(({ email }) => email === "maya@example.com")?._id;
    const bought = await collections().package_purchases.find({ consumer_id: maya ?? "" }).toArray();
    expect(bought).toMatchObject([{ status: "active", sessions: 5, remaining: 5, tutor_id: tutorNamed("Amara Osei")._id }]);
    expect(await collections().packages.countDocuments({ tutor_id: tutorNamed("Amara Osei")._id, seat: { $exists: true } })).toBe(2);
    const [purchase] = bought;
    expect(await collections().payments.findOne({ booking_id: purchase?._id ?? "" })).toMatchObject({ status: "succeeded", amount: purchase?.price });
    await collections().package_purchases.updateOne({ _id: purchase?._id ?? "" }, { $set: { remaining: 4 } });
    await seedDatabase(now);
    expect((await collections().package_purchases.findOne({ _id: purchase?._id ?? "" }))?.remaining).toBe(4);
    await collections().package_purchases.updateOne({ _id: purchase?._id ?? "" }, { $set: { remaining: 5 } });
  });

  test("each role can sign in with the password", async () => {
    for (const { email, role, password } of demoLogins) {
      const user = await collections().users.findOne({ email });
      expect(user?.role).toBe(role);
      const credential = await collections().credentials.findOne({ email });
      expect(credential).toMatchObject({ user_id: user?._id, account_id: user?._id, provider_id: "credential" });
      expect(await verifyPassword({ hash: String(credential?.password), password })).toBe(true);
    }
  });

  test("the admin signs in with the code that the emulators' Authenticator page shows", async () => {
    const [admin] = demoLogins.filter((login) => login.role === "admin");
    const challenge = await signInAs(admin?.email ?? "", admin?.password);
    expect(await challenge.json()).toEqual({ two_factor_required: true });
    const answer = await post(verifyRoute, { code: totpCode(admin?.authenticator_secret ?? "", new Date()) }, cookieOf(challenge));
    expect(await answer.json()).toMatchObject({ user: { role: "admin", two_factor_enabled: true } });
  });

  test("a second factor that somebody lost or set up in the demonstration is put right", async () => {
    const [maya, , admin] = demoLogins.map(({ email }) => data.users.find((user) => user.email === email)?._id ?? "");
    await collections().two_factors.updateOne({ user_id: admin ?? "" }, { $set: { secret: "of another environment" } });
    await collections().two_factors.insertOne({ _id: "2fa_mayas", user_id: maya ?? "", secret: "x", backup_codes: "x", verified: true, failed_verification_count: 0 });
    expect(await seedDatabase(now)).toMatchObject({ logins_written: 2 });
    expect(await collections().two_factors.distinct("user_id")).toEqual([admin]);
    expect(await seedDatabase(now)).toMatchObject({ logins_written: 0 });
  });

  test("the coach who is full is full up to the horizon, also some days later", async () => {
    const full = tutorNamed("Ruth Abrams");
    for (const days of [0, 5]) {
      const later = new Date(now.getTime() + days * 86_400_000);
      for (const { duration_minutes } of full.offers) {
        const times = await nextFreeTimes([{ ...full, default_duration_minutes: duration_minutes }], { count: 1, now: later });
        expect(times.get(full._id)).toEqual([]);
      }
    }
  });

  test("paused coaches offer nothing, one on vacation only later, all others something", async () => {
    const times = await nextFreeTimes(visible, { count: 1, now });
    const without = visible.filter((tutor) => times.get(tutor._id)?.length === 0).map((tutor) => tutor.name);
    expect(without.sort()).toEqual(["Emeka Obi", "Ruth Abrams"]);
    expect(times.get(tutorNamed("Leila Nasser")._id)?.[0]?.toISOString().slice(0, 10)).toMatch(/^2026-12-1[0-9]$/);
  });

  test("drafts, submitted and unpublished coaches are not found", async () => {
    for (const name of ["Felix Amsel", "Nils Aaltonen", "Paulina Reyes"]) {
      const { relaxed } = await searchCoaches({ search: coachSearchFromParams({ text: name }), now });
      expect(relaxed?.filter, name).toBe("text");
    }
    const { total } = await searchCoaches({ search: coachSearchFromParams({}), now });
    expect(total).toBe(visible.filter((tutor) => tutor.modality !== "in_person" || tutor.market_id === "US_USD").length);
  });

  test("a seeded session's time cannot be booked by somebody else", async () => {
    const amara = tutorNamed("Amara Osei");
    const taken = data.bookings.find((booking) => booking.tutor_id === amara._id && booking.status === "confirmed" && booking.starts_at.getTime() > now.getTime() + 86_400_000);
    const start = taken?.starts_at ?? expect.fail("Amara has a coming session");
    const busy = (await findBusy({ tutor_ids: [amara._id], from: start, until: new Date(start.getTime() + 7_200_000), now })).get(amara._id) ?? [];
    expect(isBookableStart({ availability: amara.availability, duration_minutes: 60, busy, now, start })).toBe("busy");
  });

  test("on another day the dates move along, what somebody booked for real stays, and what is not seeded is left alone", async () => {
    const tomorrow = buildData("2026-11-25");
    const next = tomorrow.bookings.find((booking) => booking.status === "confirmed" && booking.starts_at > now && !data.bookings.some((old) => old.starts_at.getTime() === booking.starts_at.getTime()));
    const wanted = next ?? expect.fail("some session moves to a new time");
    const real = { ...wanted, _id: "bk_real", consumer_id: "user_real" };
    await collections().bookings.insertOne(real);

    const report = await seedDatabase(new Date("2026-11-25T06:00:00Z"));
    expect(report.bookings.refused).toEqual([wanted._id]);
    expect(await collections().bookings.findOne({ _id: "bk_real" })).toEqual(real);
    expect(await collections().bookings.findOne({ _id: wanted._id })).toBeNull();
    expect(await collections().payments.findOne({ booking_id: wanted._id })).toBeNull();
    expect(await collections().bookings.countDocuments()).toBe(tomorrow.bookings.length);
  });

  test("somebody else's address stops it with a sentence", async () => {
    const maya = data.users.find((user) => user.email === "maya@example.com") ?? expect.fail("Maya");
    await collections().users.deleteOne({ _id: maya._id });
    await collections().users.insertOne({ ...maya, _id: "user_somebody" });
    await expect(seedDatabase(now)).rejects.toThrow("somebody else's address already: maya@example.com");
  });
});
