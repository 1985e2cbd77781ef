import "server-only";
import { createHash } from "node:crypto";
import type { Filter } from "mongodb";
import { policy } from "@/lib/config/policy";
import type { TutorDocument } from "@/lib/tutors/schema";
import { listTutorIds, listTutorsById } from "@/lib/tutors/store";
import { whoseTurn } from "./rules";
import { listPromotedTutorIds } from "./store";

/** The sponsored coaches whose turn it is among those who fit this search: money buys a place above others, never past a filter. */
export async function findSponsored({ filter, now }: { filter: Filter<TutorDocument>; now: Date }): Promise<TutorDocument[]> {
  const promoted = await listPromotedTutorIds(now);
  if (promoted.length === 0) return [];
  const fitting = await listTutorIds({ $and: [filter, { _id: { $in: promoted } }] });
  const turn = whoseTurn(fitting, { now, count: policy.sponsored_per_page, hash });
  if (turn.length === 0) return [];
  const tutors = await listTutorsById({ $and: [filter, { _id: { $in: turn } }] }, turn.length);
  return tutors.sort((a, b) => turn.indexOf(a._id) - turn.indexOf(b._id));
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
