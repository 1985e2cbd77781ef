import { expect, test } from "vitest";
import type { BookingView } from "@/lib/bookings/view";
import { sortOwnSessions } from "./own-sessions";

const now = new Date("2026-11-24T12:00:00Z");
const booking = (id: string, status: BookingView["status"], starts_at: string, more: Partial<BookingView> = {}) =>
  ({ id, status, starts_at, ends_at: new Date(Date.parse(starts_at) + 3_600_000).toISOString(), is_lapsed: false, hold_expires_at: null, ...more }) as BookingView;
const ids = (bookings: BookingView[]) => bookings.map(({ id }) => id);

test("each session stands where its owner looks for it", () => {
  const sorted = sortOwnSessions(
    [
      booking("later", "confirmed", "2026-11-30T00:00:00.000Z"),
      booking("next", "confirmed", "2026-11-25T00:00:00.000Z"),
      booking("on", "confirmed", "2026-11-24T11:30:00.000Z"),
      booking("over", "confirmed", "2026-11-24T10:00:00.000Z"),
      booking("done", "completed", "2026-11-20T10:00:00.000Z"),
      booking("canceled", "canceled_by_tutor", "2026-11-28T10:00:00.000Z"),
      booking("second", "held", "2026-11-26T10:00:00.000Z", { hold_expires_at: "2026-11-24T12:09:00.000Z" }),
      booking("first", "held", "2026-11-27T10:00:00.000Z", { hold_expires_at: "2026-11-24T12:03:00.000Z" }),
      booking("lapsed", "held", "2026-11-27T10:00:00.000Z", { is_lapsed: true }),
    ],
    now,
  );
  expect(ids(sorted.waiting)).toEqual(["first", "second"]);
  expect(ids(sorted.coming)).toEqual(["on", "next", "later"]);
  expect(ids(sorted.past)).toEqual(["canceled", "over", "done"]);
});
