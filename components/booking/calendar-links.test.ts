import { expect, test } from "vitest";
import { entryWords } from "@/lib/calendar/entry-words";
import { calendarEntry, googleCalendarLink, outlookLink } from "./calendar-links";

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

test.each(["online", "in_person", "hybrid"] as const)("the links and the file of a session %s say the same", (modality) => {
  const session = { subject: "Piano", duration_minutes: 60, modality, place: modality === "online" ? null : "Main Street 1", starts_at: "2026-11-25T00:00:00Z", ends_at: "2026-11-25T01:00:00Z" };
  const url = "https://maestrohub.example/bookings/bk_1";
  const { title, details, location } = calendarEntry({ session, other: "Amara", pageUrl: url });
  expect(entryWords({ booking: session, other: "Amara", url, language: "en", is_canceled: false })).toEqual({ summary: title, description: details, location });
});
