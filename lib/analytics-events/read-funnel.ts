import "server-only";
import { eventsOf, type Funnel } from "./funnels";
import { countFunnel, type FunnelFigures, type Journey } from "./rules";
import { countWithoutPerson, listStepsByPerson, type PersonSteps } from "./store";

export interface FunnelReport extends FunnelFigures {
  /** How often each step was taken by people who are counted without being told apart. */
  without_person: number[];
  markets: string[];
  roles: string[];
}

interface Question {
  funnel: Funnel;
  days: number;
  /** Only people of this market, and of this role; null for all. */
  market: string | null;
  role: string | null;
  now: Date;
}

/** The figures of one funnel over the last days, today among them, in UTC. */
export async function readFunnel({ funnel, days, market, role, now }: Question): Promise<FunnelReport> {
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days + 1));
  const range = { events: eventsOf(funnel), since, until: new Date(now.getTime() + 1) };
  const [people, uncounted] = await Promise.all([listStepsByPerson(range), countWithoutPerson(range)]);
  const journeys = people.map(toJourney);
  const asked = journeys.filter((journey) => (market === null || (journey.market ?? "unknown") === market) && (role === null || journey.role === role));
  return {
    ...countFunnel(funnel, asked),
    without_person: funnel.steps.map(({ events }) => events.reduce((sum, event) => sum + (uncounted.get(event) ?? 0), 0)),
    markets: [...new Set(journeys.map((journey) => journey.market ?? "unknown"))].sort(),
    roles: [...new Set(journeys.map((journey) => journey.role))].sort(),
  };
}

/** Somebody who registered on the way is of the role and market that they have since. */
function toJourney({ steps }: PersonSteps): Journey {
  const role = steps.findLast((step) => step.role !== "visitor")?.role ?? "visitor";
  const market = steps.findLast((step) => step.market !== null)?.market ?? null;
  return { role, market, steps };
}
