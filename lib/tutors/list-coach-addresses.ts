import "server-only";
import { isVisible } from "./search-filter";
import { listTutorsAfter } from "./store";

/** A sitemap may hold 50,000 addresses; reading that many coaches at once would hurt, so the best of them have to do. */
const limit = 2_000;

export async function listCoachAddresses(): Promise<{ slug: string; updated_at: Date }[]> {
  const tutors = await listTutorsAfter({ filter: isVisible, key: "rank", direction: -1, after: null, limit });
  return tutors.map(({ slug, updated_at }) => ({ slug, updated_at }));
}
