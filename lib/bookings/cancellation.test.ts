import { describe, expect, it } from "vitest";
import { cancellationTerms, refundFor } from "./cancellation";
import type { CanceledBy } from "./schema";

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

describe("what comes back", () => {
  const booking = { price: 1_999, currency: "usd", cancellation_preset: "moderate", starts_at, confirmed_at: hoursBefore(200) } as const;
  const of = (parts: Partial<Parameters<typeof refundFor>[0]["booking"]>, now: Date, by: CanceledBy = "client") => refundFor({ booking: { ...booking, ...parts }, now, by });
  const second = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1_000);

  it.each([
    ["flexible", 12, 100, 0],
    ["moderate", 24, 100, 50],
    ["moderate", 12, 50, 0],
    ["strict", 48, 100, 50],
    ["strict", 24, 50, 0],
  ] as const)("of the %s preset %d h before changes from %d %% to %d %% on the second", (cancellation_preset, hours, before, after) => {
    const boundary = hoursBefore(hours);
    expect([-1, 0, 1].map((seconds) => of({ cancellation_preset }, second(boundary, seconds)).percent)).toEqual([before, after, after]);
    expect(of({ cancellation_preset }, new Date(boundary.getTime() - 1)).percent).toBe(before);
  });

  it("is everything within 30 minutes of buying more than 24 h ahead, to the second", () => {
    const confirmed_at = hoursBefore(30);
    const grace = minutesAfter(confirmed_at, 30);
    const strict = { cancellation_preset: "strict", confirmed_at } as const;
    expect([-1, 0, 1].map((seconds) => of(strict, second(grace, seconds)).percent)).toEqual([100, 50, 50]);
    expect(of({ ...strict, confirmed_at: hoursBefore(24) }, hoursBefore(24)).percent).toBe(0);
    expect(of({ ...strict, confirmed_at: second(hoursBefore(24), -1) }, second(hoursBefore(24), -1)).percent).toBe(100);
  });

  it("gives the odd cent to the client, and is whole in every currency", () => {
    expect(of({}, hoursBefore(20)).amount).toBe(1_000);
    expect(of({ price: 1 }, hoursBefore(20)).amount).toBe(1);
    expect(of({ price: 3_000, currency: "jpy" }, hoursBefore(20))).toMatchObject({ amount: 1_500, currency: "jpy" });
  });

  it("is everything whenever somebody else than the client cancels", () => {
    for (const by of ["coach", "maestrohub"] as const) expect(of({}, hoursBefore(0.1), by)).toMatchObject({ percent: 100, amount: 1_999 });
    expect(of({}, hoursBefore(0.1)).amount).toBe(0);
  });

  it("says until when it stays so", () => {
    expect(of({}, hoursBefore(30)).until).toEqual(hoursBefore(24));
    expect(of({}, hoursBefore(20)).until).toEqual(hoursBefore(12));
    expect(of({}, hoursBefore(2)).until).toBeNull();
  });
});
