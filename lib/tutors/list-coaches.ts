import "server-only";
import type { Filter } from "mongodb";
import { type TutorStatus, tutorStatuses } from "./catalogue";
import type { TutorDocument } from "./schema";
import { saysWords } from "./search-filter";
import { listTutorsById } from "./store";

const page_size = 30;

export interface CoachLine {
  id: string;
  name: string;
  headline: string;
  status: TutorStatus;
  is_published: boolean;
  market_id: string;
  portrait_url: string | null;
}

/** Coaches in any state, for admins; by words of name or subject. A page begins behind the id that `after` names. */
export async function listCoaches(query: { text?: string | undefined; status?: string | undefined; after?: string | undefined }): Promise<{ coaches: CoachLine[]; next: string | null }> {
  const words = saysWords(query.text);
  const status = tutorStatuses.find((each) => each === query.status);
  const filter: Filter<TutorDocument> = {
    ...(status && { status }),
    ...(words.length > 0 && { $and: words }),
    ...(query.after && { _id: { $gt: query.after } }),
  };
  const found = await listTutorsById(filter, page_size + 1);
  const coaches = found.slice(0, page_size).map(({ _id, name, headline, status, is_published, market_id, portrait_url }) => ({ id: _id, name, headline, status, is_published, market_id, portrait_url }));
  return { coaches, next: found.length > page_size ? (coaches.at(-1)?.id ?? null) : null };
}
