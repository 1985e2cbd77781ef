/** What a simulation plays: who, when, and how much. The same setup gives the same result. */
export interface Setup {
  seed: number;
  starts: Date;
  days: number;
  coaches: number;
  consumers: number;
  /** How many sessions a consumer looks for in 30 days. */
  demand: number;
  /** When a provider is away. */
  outages: Outage[];
}

export interface Outage {
  provider: "resend" | "stripe";
  from: Date;
  until: Date;
}

/** 14 March brings summer time to New York, 28 March to Europe: both lie in the thirty days. */
export const defaultStart = "2027-03-01";

const hour_ms = 3_600_000;
export const day_ms = 24 * hour_ms;

export function endOf({ starts, days }: Pick<Setup, "starts" | "days">): Date {
  return new Date(starts.getTime() + days * day_ms);
}

/** In a month: mail is away for two hours and for half an hour, payments for twenty minutes; at busy times, or nobody would notice. */
export function usualOutages(starts: Date, days: number): Outage[] {
  const outage = (provider: Outage["provider"], day: number, minutes: number): Outage => {
    const from = new Date(starts.getTime() + day * day_ms + 14 * hour_ms);
    return { provider, from, until: new Date(from.getTime() + minutes * 60_000) };
  };
  const known = [outage("resend", 1, 30), outage("stripe", 2, 20), outage("resend", 9, 120), outage("stripe", 17, 20)];
  return known.filter(({ until }) => until < endOf({ starts, days }));
}

/** Two of three clients look for a session once in a month. */
export const usualDemand = 0.65;
