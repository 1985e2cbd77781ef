import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { AnalyticsEvent } from "@/lib/integrations/analytics/events";
import type { Step } from "./rules";
import type { AnalyticsEventDocument } from "./schema";

/** One after another where one is refused: the rest is kept. */
export async function addAnalyticsEvents(events: AnalyticsEventDocument[]): Promise<void> {
  await collections().analytics_events.insertMany(events, { ordered: false });
}

interface Range {
  events: AnalyticsEvent[];
  since: Date;
  until: Date;
}

export interface PersonSteps {
  _id: string;
  steps: (Step & { market: string | null })[];
}

/** What each person did of these events in this range, the earliest first. */
export function listStepsByPerson({ events, since, until }: Range): Promise<PersonSteps[]> {
  return collections()
    .analytics_events.aggregate<PersonSteps>([
      { $match: { event: { $in: events }, at: { $gte: since, $lt: until }, person: { $ne: null } } },
      { $sort: { at: 1 } },
      { $group: { _id: "$person", steps: { $push: { event: "$event", at: "$at", role: "$role", market: "$market" } } } },
    ])
    .toArray();
}

/** How often each of these events happened to people who are counted without being told apart. */
export async function countWithoutPerson({ events, since, until }: Range): Promise<Map<AnalyticsEvent, number>> {
  const rows = await collections()
    .analytics_events.aggregate<{ _id: AnalyticsEvent; count: number }>([
      { $match: { event: { $in: events }, at: { $gte: since, $lt: until }, person: null } },
      { $group: { _id: "$event", count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

/** What a visitor did before they signed in becomes what the person did. */
export async function moveSteps({ from, to }: { from: string; to: string }): Promise<void> {
  await collections().analytics_events.updateMany({ person: from }, { $set: { person: to } });
}

export function listStepsOf(person: string): Promise<AnalyticsEventDocument[]> {
  return collections().analytics_events.find({ person }).sort({ at: 1 }).toArray();
}

export async function removeStepsOf(person: string, session?: ClientSession): Promise<void> {
  await collections().analytics_events.deleteMany({ person }, session ? { session } : {});
}
