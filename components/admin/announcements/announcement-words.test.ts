import { expect, it } from "vitest";
import { noneLeftOut } from "@/lib/announcements/schema";
import { leftOutList, people, segmentWords } from "./announcement-words";

it("one person is one, and a thousand have a comma", () => {
  expect([people(0), people(1), people(1_204)]).toEqual(["0 people", "1 person", "1,204 people"]);
});

it("a segment is told in a line, without what it does not narrow", () => {
  expect(segmentWords({ role: "anyone", market_id: "any", activity: "anyone" })).toBe("Clients and coaches, all regions");
  expect(segmentWords({ role: "tutor", market_id: "US_USD", activity: "never_booked" })).toMatch(/^Coaches, .*USD.*, never had a session booked$/);
});

it("who is left out is told by why, and only where there is somebody", () => {
  expect(leftOutList(noneLeftOut)).toEqual([]);
  expect(leftOutList({ ...noneLeftOut, unsubscribed: 1, undeliverable: 1_200 })).toEqual([
    "1 has turned announcements off",
    "1,200 have an address that mails come back from",
  ]);
});
