import { z } from "zod";
import { policy } from "@/lib/config/policy";
import type { SearchSort } from "./search-params";

/**
 * Where a page ended: the last coach's sort key and id. `as_of` freezes the moment for "soonest", whose keys move with
 * the clock, so that later pages neither repeat nor skip a coach.
 */
export interface SearchCursor {
  sort: SearchSort;
  key: number;
  id: string;
  as_of: number;
  /** Who stood above the first page as sponsored: the rest of this list leaves them out. */
  shown?: string[];
}

export function encodeCursor(cursor: SearchCursor): string {
  const { sort, key, id, as_of, shown = [] } = cursor;
  return Buffer.from(JSON.stringify([sort, key, id, as_of, ...(shown.length > 0 ? [shown] : [])])).toString("base64url");
}

/** Null for what we did not write, another sort's, or one older than a day: the list begins anew. */
export function decodeCursor(text: string | null, { sort, now }: { sort: SearchSort; now: Date }): SearchCursor | null {
  if (text === null) return null;
  const parsed = schema.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const [cursor_sort, key, id, as_of, shown = []] = parsed.data;
  const age_ms = now.getTime() - as_of;
  if (cursor_sort !== sort || age_ms < 0 || age_ms > 86_400_000) return null;
  return { sort, key, id, as_of, ...(shown.length > 0 && { shown }) };
}

const schema = z.tuple([z.string(), z.number(), z.string().max(60), z.int(), z.array(z.string().max(60)).max(policy.sponsored_per_page).optional()]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
