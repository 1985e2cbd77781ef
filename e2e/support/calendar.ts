import { expect } from "@playwright/test";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import type { Mail } from "./emulators";

/**
 * The entry that is attached to a mail, as two unlike calendars read it: ical.js by the zone that the file itself
 * describes, node-ical by the zone's name.
 */
export function expectCalendarEntry(mail: Mail | undefined, session: { id: string; starts_at: Date; ends_at: Date; timezone: string }): void {
  const file = mail?.attachments.find(({ filename }) => filename.endsWith(".ics"));
  const content = Buffer.from(file?.content_base64 ?? "", "base64").toString("utf8");
  expect(file?.content_type).toContain("text/calendar");

  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(content));
  for (const block of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(block);
  const entries = calendar.getAllSubcomponents("vevent");
  expect(entries).toHaveLength(1);
  const event = new ICAL.Event(entries[0]);
  expect(event.uid).toBe(`${session.id}@maestrohub`);
  expectSameClock(event.startDate.zone.tzid, session);
  expect(event.startDate.toJSDate()).toEqual(session.starts_at);
  expect(event.endDate.toJSDate()).toEqual(session.ends_at);

  const entry = Object.values(nodeIcal.sync.parseICS(content)).find((part) => part?.type === "VEVENT");
  if (entry?.type !== "VEVENT") throw new Error("node-ical finds no entry in the file");
  expect(entry.start.toISOString()).toBe(session.starts_at.toISOString());
  expect(entry.end?.toISOString()).toBe(session.ends_at.toISOString());
  expectSameClock(entry.start.tz ?? "", session);
}

/** Not the name: Stockholm's clock is Berlin's, and files of zones keep one of them. */
function expectSameClock(zone: string, { starts_at, timezone }: { starts_at: Date; timezone: string }): void {
  const clock = (timeZone: string) => starts_at.toLocaleString("en-US", { timeZone, dateStyle: "full", timeStyle: "long" });
  expect(clock(zone)).toBe(clock(timezone));
}
