import { expect, test } from "vitest";
import { googleCalendarLink, outlookLink } from "./calendar-links";

const entry = {
  title: "Piano & theory with Amara + friends",
  details: "Join from https://maestrohub.example/bookings/bk_1",
  location: "Online",
  starts_at: new Date("2026-11-25T00:00:00Z"),
  ends_at: new Date("2026-11-25T01:00:00Z"),
};

test("Google gets the two instants in UTC and the words whole", () => {
  const link = new URL(googleCalendarLink(entry));
  expect(link.host).toBe("calendar.google.com");
  expect(link.searchParams.get("dates")).toBe("20261125T000000Z/20261125T010000Z");
  expect(link.searchParams.get("text")).toBe(entry.title);
});

test("Outlook gets them too, with no plus for a blank", () => {
  const link = outlookLink(entry);
  expect(link).not.toContain("+");
  const query = new URL(link).searchParams;
  expect([query.get("startdt"), query.get("enddt")]).toEqual(["2026-11-25T00:00:00.000Z", "2026-11-25T01:00:00.000Z"]);
  expect(query.get("subject")).toBe(entry.title);
  expect(query.get("location")).toBe("Online");
});
