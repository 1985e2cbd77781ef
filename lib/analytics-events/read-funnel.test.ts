import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { AnalyticsEvent } from "@/lib/integrations/analytics/events";
import { funnels } from "./funnels";
import { readFunnel } from "./read-funnel";
import { addAnalyticsEvents } from "./store";

setUpTestDatabase();
beforeEach(() => collections().analytics_events.deleteMany({}));

const now = new Date("2027-03-14T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const day = 24 * 60;

function step(person: string | null, event: AnalyticsEvent, ago: number, changes: { role?: string; market?: string | null } = {}) {
  return { _id: newId("analytics_event"), event, at: minutesAgo(ago), person, role: "visitor", market: null, source: "server" as const, properties: {}, ...changes };
}
const asked = { funnel: funnels.booking, days: 30, market: null, role: null, now };
const signedIn = { role: "consumer", market: "IN_INR" };

describe("a funnel", () => {
  it("counts people by what they became on the way, and steps of those who are not told apart beside them", async () => {
    await addAnalyticsEvents([
      step("a", "search_performed", 90),
      step("a", "coach_viewed", 80),
      step("a", "time_selected", 70),
      step("a", "payment_started", 60, signedIn),
      step("a", "booking_created", 58, signedIn),
      step("b", "search_performed", 2 * day),
      step(null, "search_performed", 50),
      step(null, "search_performed", 50),
      step(null, "coach_viewed", 50),
    ]);
    const report = await readFunnel(asked);
    expect(report.steps.map(({ people }) => people)).toEqual([2, 1, 1, 1, 1]);
    expect(report.without_person).toEqual([2, 1, 0, 0, 0]);
    expect(report.by_market.map(({ name, finished }) => [name, finished])).toEqual([
      ["IN_INR", 1],
      ["unknown", 0],
    ]);
    expect([report.markets, report.roles]).toEqual([
      ["IN_INR", "unknown"],
      ["consumer", "visitor"],
    ]);
    expect((await readFunnel({ ...asked, market: "IN_INR" })).steps[0]?.people).toBe(1);
    expect((await readFunnel({ ...asked, role: "visitor" })).steps.map(({ people }) => people)).toEqual([1, 0, 0, 0, 0]);
  });

  it("looks back over whole days, today among them", async () => {
    await addAnalyticsEvents([step("a", "search_performed", 12 * 60), step("b", "search_performed", 12 * 60 + 1), step("c", "search_performed", 7 * day)]);
    expect((await readFunnel({ ...asked, days: 1 })).steps[0]?.people).toBe(1);
    expect((await readFunnel({ ...asked, days: 7 })).steps[0]?.people).toBe(2);
    expect((await readFunnel({ ...asked, days: 30 })).by_day.map(({ name }) => name)).toEqual(["2027-03-07", "2027-03-13", "2027-03-14"]);
  });

  it("of nobody is empty", async () => {
    expect((await readFunnel({ ...asked, funnel: funnels.coach })).steps.map(({ people }) => people)).toEqual([0, 0, 0, 0]);
  });
});
