import { describe, expect, it } from "vitest";
import { cancellationTerms } from "./cancellation";

const starts_at = new Date("2027-03-15T23:00:00Z");
const hoursBefore = (hours: number) => new Date(starts_at.getTime() - hours * 3_600_000);
const minutesAfter = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000);

describe("cancellation terms", () => {
  it.each([
    ["flexible", [[12, 100]]],
    ["moderate", [[24, 100], [12, 50]]],
    ["strict", [[48, 100], [24, 50]]],
  ] as const)("of the %s preset are elapsed hours before the start", (preset, expected) => {
    const terms = cancellationTerms({ preset, starts_at });
    expect(terms).toEqual(expected.map(([hours, refund_percent]) => ({ until: hoursBefore(hours), refund_percent })));
  });

  it("count elapsed time over a clock change: 24 h before 7 PM in New York is 6 PM on the day before", () => {
    const sundayAfterTheChange = new Date("2027-03-14T23:00:00Z");
    const [first] = cancellationTerms({ preset: "moderate", starts_at: sundayAfterTheChange });
    expect(first?.until.toLocaleString("en-US", { timeZone: "America/New_York" })).toBe("3/13/2027, 6:00:00 PM");
  });

  it("leave out what had passed when the session was bought", () => {
    expect(cancellationTerms({ preset: "moderate", starts_at, confirmed_at: hoursBefore(20) })).toEqual([
      { until: hoursBefore(12), refund_percent: 50 },
    ]);
    expect(cancellationTerms({ preset: "moderate", starts_at, confirmed_at: hoursBefore(12) })).toEqual([]);
  });

  it("begin with 30 minutes of grace where the preset gives less and the start is over 24 h away", () => {
    const confirmed_at = hoursBefore(30);
    expect(cancellationTerms({ preset: "strict", starts_at, confirmed_at })).toEqual([
      { until: minutesAfter(confirmed_at, 30), refund_percent: 100 },
      { until: hoursBefore(24), refund_percent: 50 },
    ]);
  });

  it("have no grace at exactly 24 h", () => {
    expect(cancellationTerms({ preset: "strict", starts_at, confirmed_at: hoursBefore(24) })).toEqual([]);
  });

  it("have one full-refund deadline where the grace outlives the preset's", () => {
    const confirmed_at = minutesAfter(hoursBefore(48), -10);
    expect(cancellationTerms({ preset: "strict", starts_at, confirmed_at })).toEqual([
      { until: minutesAfter(confirmed_at, 30), refund_percent: 100 },
      { until: hoursBefore(24), refund_percent: 50 },
    ]);
  });

  it("need no grace where the preset already gives everything back for longer", () => {
    const terms = cancellationTerms({ preset: "moderate", starts_at, confirmed_at: hoursBefore(72) });
    expect(terms).toEqual(cancellationTerms({ preset: "moderate", starts_at }));
  });

  it("name only the grace where it outlives the half-price deadline", () => {
    const confirmed_at = minutesAfter(hoursBefore(24), -10);
    expect(cancellationTerms({ preset: "strict", starts_at, confirmed_at })).toEqual([
      { until: minutesAfter(confirmed_at, 30), refund_percent: 100 },
    ]);
  });
});
