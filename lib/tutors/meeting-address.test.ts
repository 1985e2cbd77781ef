import { expect, test } from "vitest";
import { meetingAddress } from "./meeting-address";

test.each([
  ["https://zoom.us/j/123?pwd=abc", "https://zoom.us/j/123?pwd=abc"],
  ["https://us02web.zoom.us/j/123", "https://us02web.zoom.us/j/123"],
  ["https://meet.google.com/abc-defg-hij", "https://meet.google.com/abc-defg-hij"],
  ["https://teams.microsoft.com/l/meetup-join/19", "https://teams.microsoft.com/l/meetup-join/19"],
  ["https://acme.webex.com/meet/anna", "https://acme.webex.com/meet/anna"],
  ["HTTPS://ZOOM.US/j/1", "https://zoom.us/j/1"],
  ["https://zoom.us:443/j/1", "https://zoom.us/j/1"],
])("%s is a room", (text, stored) => {
  expect(meetingAddress(text)).toBe(stored);
});

test.each([
  "http://zoom.us/j/1",
  "https://zoom.us.evil.com/j/1",
  "https://evilzoom.us/j/1",
  "https://evil.com/zoom.us",
  "https://evil.com/?https://zoom.us/j/1",
  "https://evil.com#zoom.us/j/1",
  "https://zoom.us@evil.com/j/1",
  "https://me:secret@zoom.us/j/1",
  "https://me@zoom.us/j/1",
  "https://:secret@zoom.us/j/1",
  "https://zoom.us:8443/j/1",
  "https://zoom.us./j/1",
  "https://evil.com\\@zoom.us/j/1",
  "https://evil.com\\.zoom.us/j/1",
  "https://xn--zom-7na.us/j/1",
  "https://zооm.us/j/1",
  "https://meet.google.com.evil.com/a",
  "https://evil.meet.google.com/a",
  "https://google.com/a",
  "https://notteams.microsoft.com/a",
  "https://webex.com/a",
  "https://.webex.com/a",
  "https://webex.com.evil.com/a",
  "https://zoom.us",
  "https://zoom.us/",
  "javascript:alert(1)//zoom.us/j/1",
  "data:text/html,https://zoom.us/j/1",
  "//zoom.us/j/1",
  "zoom.us/j/1",
  "https://[::1]/zoom.us",
  `https://zoom.us/${"a".repeat(500)}`,
  "",
])("%s is none", (text) => {
  expect(meetingAddress(text)).toBeNull();
});
