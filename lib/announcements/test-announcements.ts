import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { runNextRow } from "@/lib/jobs/queue";
import type { Outcome } from "@/lib/jobs/schema";
import { runTask } from "@/lib/outbox/run-task";
import type { Lane, OutboxDocument } from "@/lib/outbox/schema";
import type { UserDocument } from "@/lib/users/schema";
import { createDraft, saveDraft } from "./drafts";
import type { AnnouncementDocument, Segment } from "./schema";
import { everybody } from "./schema";
import { startSending } from "./start-sending";
import { findAnnouncement } from "./store";

/** For tests: when everything happens, and whoever did it. */
export const now = new Date();
export const admin = { id: "user_of_an_admin", role: "admin" as const };
export const daysBefore = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** So many people at once, without a session; their ids in order. */
export async function aCrowd(count: number, parts: Partial<UserDocument> = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId("user")).sort();
  const person = {
    name: "Noor Haddad",
    email_verified: true,
    image: null,
    role: "consumer" as const,
    market_id: "US_USD",
    timezone: "UTC",
    terms_accepted_at: now,
    created_at: daysBefore(200),
    updated_at: now,
  };
  await collections().users.insertMany(ids.map((_id) => ({ _id, email: `${_id}@example.com`, ...person, ...parts })));
  return ids;
}

export async function aDraft(parts: { subject?: string; body?: string; segment?: Partial<Segment> } = {}): Promise<AnnouncementDocument> {
  const { _id: id, revision } = await createDraft({ admin, now });
  const { subject = "Group lessons are here", body = "Bring a friend.\n\nhttps://maestrohub.example/x" } = parts;
  return saveDraft({ id, revision, changes: { subject, body, segment: { ...everybody, ...parts.segment } }, now });
}

/** Confirmed, with whatever number is right. */
export async function aStarted(people: number, parts: Parameters<typeof aDraft>[0] = {}): Promise<string> {
  const { _id: id, revision } = await aDraft(parts);
  await startSending({ id, revision, people, admin, now });
  return id;
}

export async function stateOf(id: string): Promise<AnnouncementDocument> {
  const found = await findAnnouncement(id);
  if (!found) throw new Error("the announcement is gone");
  return found;
}

/** One row of the outbox, as a worker does it. */
export function workOnce(lane: Lane, at: Date = new Date()): Promise<Outcome | null> {
  return runNextRow<OutboxDocument>({ rows: collections().outbox, lane, only: { lane }, run: runTask, onFailure: () => {} }, at);
}

/** Until nothing is due any more, by so many workers at once. */
export async function workAll({ workers = 1, at = () => new Date() }: { workers?: number; at?: () => Date } = {}): Promise<void> {
  const work = async () => {
    while ((await workOnce("none", at())) ?? (await workOnce("resend", at())));
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** As if every lease had ended: what a dead worker had in hand is due. */
export async function endLeases(): Promise<void> {
  await collections().outbox.updateMany({ status: "pending" }, { $set: { run_at: new Date(0) } });
}

/** How often each address was written to. */
export function copiesOf(mails: { to: string[] }[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { to } of mails) copies.set(to[0] ?? "", (copies.get(to[0] ?? "") ?? 0) + 1);
  return copies;
}
