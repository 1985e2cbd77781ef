import { expect, it } from "vitest";
import { agoWords, ageWords, durationWords, periodWords } from "./age-words";

it.each([
  [0.4, "under a minute"],
  [1, "1 min"],
  [59.9, "59 min"],
  [60, "1 h"],
  [47 * 60 + 59, "47 h"],
  [48 * 60, "2 d"],
])("%d minutes are %s", (minutes, words) => expect(ageWords(minutes)).toBe(words));

it("an instant is said by how long ago it was", () => expect(agoWords("2027-02-01T11:15:00Z", "2027-02-01T12:00:00Z")).toBe("45 min ago"));

it.each([
  [1, "every minute"],
  [5, "every 5 minutes"],
  [60, "every hour"],
  [120, "every 2 hours"],
  [1_440, "every day"],
  [10_080, "every 7 days"],
])("a period of %d minutes is %s", (minutes, words) => expect(periodWords(minutes)).toBe(words));

it.each([
  [40, "40 ms"],
  [1_230, "1.2 s"],
  [180_000, "3 min"],
])("%d milliseconds are %s", (ms, words) => expect(durationWords(ms)).toBe(words));
