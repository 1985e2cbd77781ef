import { describe, expect, it } from "vitest";
import { aBookedSession, aTutor, aUser, now } from "@/lib/bookings/test-marketplace";
import type { BookingDocument } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { bookWithPackage } from "@/lib/packages/book-with-package";
import { orderPackage } from "@/lib/packages/order-package";
import { aBoughtPackage, anOffer } from "@/lib/packages/test-packages";
import type { RefundDocument } from "@/lib/refunds/schema";
import { moneyQuery, readMoneyFilter } from "./filter";
import { readOwnPayments } from "./read-own-payments";

setUpTestDatabase();

const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const read = (user_id: string, params: Record<string, string> = {}, zone = "UTC") => readOwnPayments({ user_id, filter: readMoneyFilter(params), zone, now });

async function aRefundOf(booking: BookingDocument, parts: Partial<RefundDocument> = {}): Promise<RefundDocument> {
  const { _id: booking_id, consumer_id, tutor_id, currency } = booking;
  const refund: RefundDocument = {
    ...{ _id: newId("refund"), source: newId("refund"), payment_id: "pay_1", booking_id, consumer_id, tutor_id, amount: 2_500, currency },
    ...{
      reason: "session_canceled",
      status: "succeeded",
      stripe_refund_id: null,
      failure: null,
      replaced_by: null,
      done_at: now,
      created_at: now,
      updated_at: now,
    },
    ...parts,
  };
  await collections().refunds.insertOne(refund);
  return refund;
}

const paidAt = (booking_id: string, paid_at: Date) => collections().payments.updateOne({ booking_id }, { $set: { paid_at } });

describe("a person's own payments", () => {
  it("are none at first, and nobody else's ever", async () => {
    const other = await aBookedSession();
    await aRefundOf(other, { status: "pending", done_at: null });
    expect(await read((await aUser())._id)).toEqual({ upcoming: [], rows: [], next: null, years: [] });
  });

  it("stand with their refunds, the latest first, and what is on its way apart with its last day", async () => {
    const booking = await aBookedSession();
    await paidAt(booking._id, daysAgo(3));
    const sent = await aRefundOf(booking, { created_at: daysAgo(1), done_at: daysAgo(1) });
    const waiting = await aRefundOf(booking, { status: "ordered", done_at: null });
    const failed = await aRefundOf(booking, { status: "failed", done_at: null, created_at: daysAgo(2) });
    await aRefundOf(booking, { status: "failed", replaced_by: waiting._id, created_at: daysAgo(2) });
    await aRefundOf(booking, { created_at: daysAgo(40), done_at: daysAgo(40) });
    const { rows, upcoming } = await read(booking.consumer_id);
    expect(rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      "refund on_its_way",
      "refund given_back",
      "refund undelivered",
      "payment paid",
      "refund given_back",
    ]);
    expect(rows[0]).toMatchObject({
      id: waiting._id,
      amount: { amount: 2_500, currency: "usd" },
      card: { last4: "4242" },
      what: expect.stringMatching(/ with /) as string,
    });
    expect(upcoming.map(({ id, expected_by }) => [id, expected_by])).toEqual([
      [failed._id, null],
      [sent._id, "2027-02-12T12:00:00.000Z"],
      [waiting._id, "2027-02-15T12:00:00.000Z"],
    ]);
  });

  it("hold what was never paid in no way", async () => {
    const booking = await aBookedSession();
    await collections().payments.updateOne({ booking_id: booking._id }, { $set: { status: "failed", paid_at: null } });
    expect((await read(booking.consumer_id)).rows).toEqual([]);
  });

  it("hold money that came or went outside the card, once it counts", async () => {
    const booking = await aBookedSession();
    const manual = {
      booking_id: booking._id,
      amount: 1_000,
      currency: "usd",
      reason: "Cash.",
      recorded_by: "user_1",
      decided_by: null,
      decided_at: null,
      created_at: now,
    };
    for (const [direction, status] of [
      ["received", "booked"],
      ["returned", "booked"],
      ["received", "waiting"],
    ] as const) {
      await collections().manual_payments.insertOne({ _id: newId("manual"), request_key: newId("manual"), ...manual, direction, status });
    }
    const { rows } = await read(booking.consumer_id);
    expect(
      rows
        .filter(({ is_by_hand }) => is_by_hand)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(["payment", "refund"]);
    expect((await read(booking.consumer_id, { kind: "refunds" })).rows).toHaveLength(1);
  });

  it("are filtered by kind, and by year on the person's own clock", async () => {
    const booking = await aBookedSession();
    await paidAt(booking._id, new Date("2027-01-01T02:00:00Z"));
    await aRefundOf(booking, { created_at: new Date("2027-01-20T00:00:00Z") });
    const kinds = async (params: Record<string, string>, zone?: string) => (await read(booking.consumer_id, params, zone)).rows.map(({ kind }) => kind);
    expect(await kinds({ kind: "payments" })).toEqual(["payment"]);
    expect(await kinds({ kind: "refunds" })).toEqual(["refund"]);
    expect(await kinds({ year: "2027" })).toEqual(["refund", "payment"]);
    expect(await kinds({ year: "2027" }, "America/New_York")).toEqual(["refund"]);
    expect(await kinds({ year: "2026" }, "America/New_York")).toEqual(["payment"]);
    expect((await read(booking.consumer_id, {}, "America/New_York")).years).toEqual([2027, 2026]);
  });

  it("come in pages that repeat and skip nothing, also where many happened at one instant", async () => {
    const booking = await aBookedSession();
    const ids: string[] = [];
    for (let i = 0; i < 120; i += 1) ids.push((await aRefundOf(booking, { created_at: daysAgo(i < 110 ? 1 : 2) }))._id);
    const seen: string[] = [];
    for (let before: string | null = null, page = 0; page < 5; page += 1) {
      const { rows, next } = await read(booking.consumer_id, { kind: "refunds", ...(before && { before }) });
      seen.push(...rows.map(({ id }) => id));
      before = next;
      if (!before) break;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen)).toEqual(new Set(ids));
  });
});

describe("a package among them", () => {
  it("is one payment with its own name; its sessions are none, and what came back of one is a refund to the card", async () => {
    const { purchase, tutor, user } = await aBoughtPackage();
    const booked = await bookWithPackage({ purchase_id: purchase._id, user, consumer_timezone: "UTC", starts_at: new Date("2027-02-03T10:00:00Z"), now });
    const { rows: bought } = await read(user.id);
    expect(bought.map(({ kind, amount, booking_id, what }) => [kind, amount.amount, booking_id, what])).toEqual([
      ["payment", 22_500, purchase._id, `5 sessions of 60 minutes with ${tutor.name}`],
    ]);
    const booking = await collections().bookings.findOne({ _id: booked._id });
    if (!booking) throw new Error("nothing was booked");
    await aRefundOf(booking, { amount: 2_250, created_at: new Date(now.getTime() + 1_000) });
    const { rows, years } = await read(user.id);
    expect(rows.map(({ kind, amount, card }) => [kind, amount.amount, card?.last4])).toEqual([
      ["refund", 2_250, "4242"],
      ["payment", 22_500, "4242"],
    ]);
    expect(years).toEqual([2027]);
  });

  it("that was ordered and not paid is none", async () => {
    const user = await aUser();
    const tutor = await aTutor();
    await orderPackage({ package_id: await anOffer(tutor), user: { id: user._id, market_id: "US_USD", timezone: "UTC" }, now });
    expect((await read(user._id)).rows).toEqual([]);
  });
});

describe("the address", () => {
  it("keeps the filter", () => {
    expect(moneyQuery(readMoneyFilter({ kind: "refunds", year: "2027" }), { before: "x" })).toBe("/account/payments?kind=refunds&year=2027&before=x");
    expect(moneyQuery(readMoneyFilter({}))).toBe("/account/payments");
  });

  it.each([
    { kind: "$ne" },
    { year: "twenty" },
    { year: "1999" },
    { before: "yesterday" },
    { before: "2027-99-01T12:00:00.000Z_pay_0123456789" },
    { before: "2027-02-01T12:00:00.000Z_user_0123456789" },
  ])("that says nonsense shows everything: %j", (params) => {
    expect(readMoneyFilter(params)).toEqual({ kind: "all", year: null, before: null });
  });
});
