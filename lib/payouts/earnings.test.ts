import { describe, expect, it } from "vitest";
import { aTutor, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { executeTransfer } from "@/lib/transfers/execute-transfer";
import { aPaidSession } from "@/lib/refunds/test-paid-session";
import { earned, transferOf } from "@/lib/transfers/test-earned";
import type { EarningView } from "./earning-view";
import { toEarningsCsv } from "./earnings-csv";
import { readEarnings } from "./read-earnings";
import { recordPayout } from "./record-payout";
import { monthsOf, totalsOf } from "./totals";

setUpTestDatabase();

const coach = (booking: { tutor_user_id: string }) => ({ id: booking.tutor_user_id, role: "tutor" as const });
const anEarning = (parts: Partial<EarningView>): EarningView => ({
  ...{ booking_id: "bk_1", subject: "Piano", client_name: "Maya", starts_at: "2027-02-02T10:00:00.000Z", currency: "usd", gross: 5_000, refund: 0, fee: 500, net: 4_500 },
  ...{ state: "waiting", waiting_for: "before_time", at: "2027-02-04T11:00:00.000Z", taken_back: 0, owed: 0, ...parts },
});

describe("what a coach reads", () => {
  it("follows a session's money from booked to the bank, with the reason wherever it waits", async () => {
    const tutor = await aTutor();
    const { booking } = await aPaidSession("pm_card_visa", { tutor });
    const seen = async (at: Date) => (await readEarnings({ user: coach(booking), now: at })).earnings.find(({ booking_id }) => booking_id === booking._id);
    expect(await seen(now)).toMatchObject({ gross: 5_000, fee: 500, net: 4_500, state: "waiting", waiting_for: "before_time", at: minutesAfter(booking.ends_at, 48 * 60).toISOString(), client_name: "Maya" });
    const session = await earned({ tutor, starts_at: minutesAfter(booking.starts_at, 180) });
    const seenThat = async (at: Date) => (await readEarnings({ user: coach(booking), now: at })).earnings.find(({ booking_id }) => booking_id === session.booking._id);
    expect(await seenThat(session.due)).toMatchObject({ state: "sending" });
    await executeTransfer(session.transfer._id, session.due);
    expect(await seenThat(session.due)).toMatchObject({ state: "sent", at: session.due.toISOString() });
    const account = await collections().payout_accounts.findOne({ tutor_id: tutor._id });
    const { destination_payment_id } = await transferOf(session);
    if (!account || !destination_payment_id) throw new Error("nothing was sent");
    const payout = { id: `po_${session.booking._id}`, status: "paid" as const, amount: 4_500, currency: "usd", arrives_on: new Date("2027-02-08T00:00:00Z"), failure: null, created_at: now };
    await recordPayout({ account, stripe_account_id: session.account_id ?? "", payout, destination_payment_ids: [destination_payment_id], now });
    expect(await seenThat(session.due)).toMatchObject({ state: "paid_out", at: "2027-02-08T00:00:00.000Z" });
    const { earnings, payouts } = await readEarnings({ user: coach(booking), now });
    expect(totalsOf(earnings)).toEqual([{ currency: "usd", coming: 4_500, sent: 0, paid_out: 4_500, owed: 0 }]);
    expect(payouts).toMatchObject([{ id: payout.id, status: "paid" }]);
  });

  it("leaves out what brought nothing, and shows nobody another's", async () => {
    const { booking } = await aPaidSession();
    await cancelTaughtBooking({ booking_id: booking._id, user: coach(booking), now });
    expect((await readEarnings({ user: coach(booking), now })).earnings).toEqual([]);
    const other = await aTutor();
    expect((await readEarnings({ user: { id: other.user_id, role: "tutor" }, now })).earnings).toEqual([]);
    await expect(readEarnings({ user: { id: booking.consumer_id, role: "consumer" }, now })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the months", () => {
  it("have no gaps, end with the last one in which something comes, and begin a day at the coach's midnight", () => {
    const earnings = [anEarning({ state: "paid_out", at: "2026-11-30T20:00:00.000Z", net: 100 }), anEarning({ state: "sent", at: "2027-01-05T00:00:00.000Z", net: 200 }), anEarning({ at: "2027-03-01T00:00:00.000Z", net: 300 }), anEarning({ currency: "inr", net: 9 })];
    const months = monthsOf(earnings, { currency: "usd", timezone: "Asia/Kolkata", now });
    expect(months.filter(({ paid, coming }) => paid + coming > 0)).toEqual([
      { month: "2026-12", paid: 100, coming: 0 },
      { month: "2027-01", paid: 200, coming: 0 },
      { month: "2027-03", paid: 0, coming: 300 },
    ]);
    expect(months.map(({ month }) => month)).toEqual(["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]);
    expect(monthsOf([anEarning({ at: "2020-01-01T00:00:00Z" })], { currency: "usd", timezone: "UTC", now })).toHaveLength(12);
  });
});

describe("the file", () => {
  it("has plain decimals in each currency's own digits, and nothing that a spreadsheet would carry out", () => {
    const [head, dollars, yen] = toEarningsCsv([anEarning({ refund: 1_000, fee: 400, net: 3_600 }), anEarning({ currency: "jpy", gross: 3_000, fee: 300, net: 2_700, subject: '=HYPERLINK("http://x")', client_name: "Lee, Ann" })], "UTC").split("\r\n");
    expect(head).toBe("date,session,client,currency,gross,refunded,fee,net,taken_back,state,waiting_for,on,booking");
    expect(dollars).toBe("2027-02-02,Piano,Maya,USD,50.00,10.00,4.00,36.00,0.00,waiting,before_time,2027-02-04,bk_1");
    expect(yen).toBe(`2027-02-02,"'=HYPERLINK(""http://x"")","Lee, Ann",JPY,3000,0,300,2700,0,waiting,before_time,2027-02-04,bk_1`);
  });
});
