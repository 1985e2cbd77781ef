import { describe, expect, it } from "vitest";
import type { AnalyticsEvent } from "@/lib/integrations/analytics/events";
import { funnels } from "./funnels";
import { countFunnel, type Journey, median, momentsOf } from "./rules";

const minute = (minutes: number) => new Date(Date.UTC(2027, 2, 14) + minutes * 60_000);
const step = (event: AnalyticsEvent, minutes: number, role = "visitor") => ({ event, at: minute(minutes), role });
const journey = (steps: Journey["steps"], changes: Partial<Journey> = {}): Journey => ({ role: "consumer", market: "US_USD", steps, ...changes });
const whole = [step("search_performed", 0), step("coach_viewed", 2), step("time_selected", 3), step("payment_started", 10), step("booking_created", 11)];

describe("a person's way", () => {
  it.each([
    ["counts each step once, the first time after the one before", [...whole, step("coach_viewed", 20)], [0, 2, 3, 10, 11]],
    ["does not count a step taken before the one that leads to it", [step("coach_viewed", 0), step("search_performed", 5)], [5]],
    ["goes on from a step that is taken again", [step("coach_viewed", 0), step("search_performed", 5), step("coach_viewed", 6)], [5, 6]],
    ["may take two steps in one moment", [step("search_performed", 1), step("coach_viewed", 1)], [1, 1]],
    ["begins with the first step only", [step("time_selected", 1), step("booking_created", 2)], []],
  ])("%s", (_title, steps, minutes) => {
    expect(momentsOf(funnels.booking, steps)).toEqual(minutes.map(minute));
  });

  it("of a coach leads over the coach's own profile, not over what they changed as a client", () => {
    const steps = [step("coach_registered", 0, "consumer"), step("profile_updated", 1, "consumer"), step("availability_updated", 2, "tutor")];
    expect(momentsOf(funnels.coach, steps)).toHaveLength(1);
    expect(momentsOf(funnels.coach, [...steps, step("profile_updated", 3, "tutor"), step("availability_updated", 4, "tutor")])).toHaveLength(3);
  });
});

describe("the figures", () => {
  const figures = countFunnel(funnels.booking, [
    journey(whole),
    journey(whole.slice(0, 3), { market: "IN_INR", role: "tutor" }),
    journey([step("search_performed", 24 * 60), step("coach_viewed", 24 * 60 + 4)], { market: null, role: "visitor" }),
    journey([step("user_login", 1)]),
  ]);

  it("say how many came how far, and how long half of them took", () => {
    expect(figures.steps).toEqual([
      { label: "Search", people: 3, from_previous: null, from_first: null, median_ms: null },
      { label: "View coach", people: 3, from_previous: 1, from_first: 1, median_ms: 2 * 60_000 },
      { label: "Select time", people: 2, from_previous: 2 / 3, from_first: 2 / 3, median_ms: 60_000 },
      { label: "Pay", people: 1, from_previous: 1 / 2, from_first: 1 / 3, median_ms: 7 * 60_000 },
      { label: "Confirm", people: 1, from_previous: 1, from_first: 1 / 3, median_ms: 60_000 },
    ]);
  });

  it("are told by the day of the first step, by market and by role", () => {
    expect(figures.by_day).toEqual([
      { name: "2027-03-14", started: 2, finished: 1, conversion: 1 / 2 },
      { name: "2027-03-15", started: 1, finished: 0, conversion: 0 },
    ]);
    expect(figures.by_market.map(({ name, started, finished }) => [name, started, finished])).toEqual([
      ["IN_INR", 1, 0],
      ["US_USD", 1, 1],
      ["unknown", 1, 0],
    ]);
    expect(figures.by_role.map(({ name, started }) => [name, started])).toEqual([
      ["consumer", 1],
      ["tutor", 1],
      ["visitor", 1],
    ]);
  });

  it("of nobody are none, not zero percent", () => {
    expect(countFunnel(funnels.coach, []).steps[1]).toEqual({ label: "Profile", people: 0, from_previous: null, from_first: null, median_ms: null });
  });

  it.each([
    [[], null],
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 5], 5],
  ])("the median of %j is %s", (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
