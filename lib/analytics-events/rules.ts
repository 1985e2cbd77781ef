import type { AnalyticsEvent } from "@/lib/integrations/analytics/events";
import type { Funnel, FunnelStep } from "./funnels";

export interface Step {
  event: AnalyticsEvent;
  at: Date;
  role: string;
}

/** What one person did, the earliest first. */
export interface Journey {
  role: string;
  market: string | null;
  steps: Step[];
}

export interface StepFigures {
  label: string;
  people: number;
  /** Of those who took the step before; null for the first, and where nobody took the one before. */
  from_previous: number | null;
  /** Of those who took the first. */
  from_first: number | null;
  /** Between the step before and this one. */
  median_ms: number | null;
}

export interface GroupFigures {
  name: string;
  started: number;
  finished: number;
  conversion: number | null;
}

export interface FunnelFigures {
  steps: StepFigures[];
  /** By the UTC day on which the first step was taken. */
  by_day: GroupFigures[];
  by_market: GroupFigures[];
  by_role: GroupFigures[];
}

/** The moments at which a person took the steps, as far as they came: each step the first time after the one before. */
export function momentsOf(funnel: Funnel, steps: Step[]): Date[] {
  const moments: Date[] = [];
  for (const wanted of funnel.steps) {
    const since = moments.at(-1);
    const found = steps.find((step) => isStep(wanted, step) && (since === undefined || step.at >= since));
    if (!found) break;
    moments.push(found.at);
  }
  return moments;
}

export function countFunnel(funnel: Funnel, journeys: Journey[]): FunnelFigures {
  const taken = journeys.map(({ role, market, steps }) => ({ role, market: market ?? "unknown", moments: momentsOf(funnel, steps) })).filter(({ moments }) => moments.length > 0);
  const people = funnel.steps.map((_, index) => taken.filter(({ moments }) => moments.length > index).length);
  return {
    steps: funnel.steps.map(({ label }, index) => ({
      label,
      people: people[index] ?? 0,
      from_previous: index === 0 ? null : share(people[index] ?? 0, people[index - 1] ?? 0),
      from_first: index === 0 ? null : share(people[index] ?? 0, people[0] ?? 0),
      median_ms: index === 0 ? null : median(taken.flatMap(({ moments }) => waitBefore(moments, index))),
    })),
    by_day: groups(taken, funnel, ({ moments }) => moments[0]?.toISOString().slice(0, 10) ?? ""),
    by_market: groups(taken, funnel, ({ market }) => market),
    by_role: groups(taken, funnel, ({ role }) => role),
  };
}

function isStep({ events, role }: FunnelStep, step: Step): boolean {
  return events.includes(step.event) && (role === undefined || step.role === role);
}

function waitBefore(moments: Date[], index: number): number[] {
  const [before, at] = [moments[index - 1], moments[index]];
  return before && at ? [at.getTime() - before.getTime()] : [];
}

interface Taken {
  role: string;
  market: string;
  moments: Date[];
}

function groups(taken: Taken[], funnel: Funnel, nameOf: (one: Taken) => string): GroupFigures[] {
  return [...Map.groupBy(taken, nameOf)]
    .map(([name, group]) => {
      const finished = group.filter(({ moments }) => moments.length === funnel.steps.length).length;
      return { name, started: group.length, finished, conversion: share(finished, group.length) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Between 0 and 1. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The middle one, or the mean of the middle two. */
export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
