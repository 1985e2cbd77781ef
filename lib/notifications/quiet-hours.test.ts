import { describe, expect, it } from "vitest";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { MailTask } from "@/lib/outbox/schema";
import { mailWaitsUntil, quietUntil } from "./quiet-hours";

const hour = (hours: number, minutes = 0) => hours * 60 + minutes;
const sleeper = (timezone: string, start_minute: number, end_minute: number) => ({
  _id: "user_1",
  timezone,
  notice_settings: { off: [], quiet_hours: { start_minute, end_minute } },
});
const until = (person: Parameters<typeof quietUntil>[0], now: string) => quietUntil(person, new Date(now))?.toISOString().replace(".000", "") ?? null;

describe("quiet hours", () => {
  const night = sleeper("Asia/Kathmandu", hour(22), hour(7));

  it.each([
    ["before they begin", "2027-02-01T16:14:59Z", null],
    ["as they begin", "2027-02-01T16:15:00Z", "2027-02-02T01:15:00Z"],
    ["after midnight", "2027-02-01T20:00:00Z", "2027-02-02T01:15:00Z"],
    ["a moment before they end", "2027-02-02T01:14:59Z", "2027-02-02T01:15:00Z"],
    ["as they end", "2027-02-02T01:15:00Z", null],
  ])("over midnight: %s", (_title, now, expected) => {
    expect(until(night, now)).toBe(expected);
  });

  it.each([
    ["inside", "2027-02-01T12:30:00Z", "2027-02-01T14:00:00Z"],
    ["the evening after", "2027-02-01T14:00:00Z", null],
  ])("of an afternoon: %s", (_title, now, expected) => {
    expect(until(sleeper("UTC", hour(12), hour(14)), now)).toBe(expected);
  });

  it.each([
    // New York loses 02:00-03:00 on 2027-03-14 and has 01:00-02:00 twice on 2027-11-07.
    ["are an hour shorter in spring", "2027-03-14T04:30:00Z", sleeper("America/New_York", hour(23), hour(7)), "2027-03-14T11:00:00Z"],
    ["are an hour longer in autumn", "2027-11-07T03:30:00Z", sleeper("America/New_York", hour(23), hour(7)), "2027-11-07T12:00:00Z"],
    [
      "that end at a time which is left out end with the gap",
      "2027-03-14T06:30:00Z",
      sleeper("America/New_York", hour(23), hour(2, 30)),
      "2027-03-14T07:00:00Z",
    ],
    ["that end at a time which comes twice end the first time", "2027-11-07T05:45:00Z", sleeper("America/New_York", hour(23), hour(1, 30)), null],
    ["that lie in the gap are none", "2027-03-14T07:00:00Z", sleeper("America/New_York", hour(2, 10), hour(2, 50)), null],
    ["go by Lord Howe's half hour", "2027-04-03T14:00:00Z", sleeper("Australia/Lord_Howe", hour(22), hour(7)), "2027-04-03T20:30:00Z"],
  ])("%s", (_title, now, person, expected) => {
    expect(until(person, now)).toBe(expected);
  });

  it("are none for whoever has not chosen any", () => {
    expect(quietUntil({ timezone: "UTC" }, new Date())).toBeNull();
  });
});

describe("a mail in quiet hours", () => {
  const reader = sleeper("UTC", hour(22), hour(7));
  const now = new Date("2027-02-01T23:00:00Z");
  const morning = "2027-02-02T07:00:00.000Z";
  const to = { kind: "mail", recipient_id: "user_1" } as const;
  const booking = (starts_at: string, parts: Partial<BookingDocument> = {}) =>
    ({ consumer_id: "user_2", status: "confirmed", starts_at: new Date(starts_at), ...parts }) as BookingDocument;
  const canceled: MailTask = { ...to, template: "session-canceled", booking_id: "bk_1" };
  const moved = (parts: Partial<Extract<MailTask, { template: "session-rescheduled" }>> = {}): MailTask => ({
    ...{ ...to, template: "session-rescheduled", booking_id: "bk_1", version: 1, moved_by: "client" },
    ...{ from: { starts_at: new Date("2027-02-20T10:00:00Z"), ends_at: new Date("2027-02-20T11:00:00Z") } },
    ...parts,
  });

  it.each<[string, MailTask, BookingDocument | null, string | null]>([
    ["about a calendar waits", { ...to, template: "calendar-failed", calendar_label: "", failure: "" }, null, morning],
    ["about a session next week waits", canceled, booking("2027-02-08T10:00:00Z"), morning],
    ["about a session within a day does not", canceled, booking("2027-02-02T22:59:00Z"), null],
    ["waits no longer than until a day before the session", canceled, booking("2027-02-03T02:00:00Z"), "2027-02-02T02:00:00.000Z"],
    ["about what one did oneself does not", canceled, booking("2027-02-08T10:00:00Z", { status: "canceled_by_tutor" }), null],
    [
      "about a session moved away from soon does not",
      moved({ from: { starts_at: new Date("2027-02-02T10:00:00Z"), ends_at: now } }),
      booking("2027-02-20T10:00:00Z"),
      null,
    ],
    ["about a session that the other moved waits", moved(), booking("2027-02-21T10:00:00Z"), morning],
    ["about a session that one moved oneself does not", moved({ moved_by: "coach" }), booking("2027-02-21T10:00:00Z"), null],
    ["with a receipt does not", { ...to, template: "payment-receipt", booking_id: "bk_1" }, booking("2027-02-08T10:00:00Z"), null],
    ["that reminds does not", { ...to, template: "session-reminder", booking_id: "bk_1", version: 0, lead: "day" }, booking("2027-02-08T10:00:00Z"), null],
    ["about the password does not", { ...to, template: "password-reset" }, null, null],
  ])("%s", (_title, task, about, expected) => {
    expect(mailWaitsUntil(task, { reader, booking: about, now })?.toISOString() ?? null).toBe(expected);
  });

  it("does not wait outside of them", () => {
    expect(mailWaitsUntil(canceled, { reader, booking: booking("2027-02-08T10:00:00Z"), now: new Date("2027-02-02T07:00:00Z") })).toBeNull();
  });
});
