import "server-only";
import { findSuppressions, hashOfAddress } from "@/lib/email-suppressions/store";
import { leftOutBecause, type Reader } from "./rules";
import { type LeftOutReason, noneLeftOut, type Segment } from "./schema";
import { readSegment } from "./segment";

export interface Audience {
  /** Who would get it now. */
  people: number;
  /** Who belongs to the segment and would not, by why. */
  left_out: Record<LeftOutReason, number>;
}

/** So many users are looked at in one go. */
const at_once = 1_000;

/** Counts by the same rules that sending goes by, so that the number which is confirmed is the number that is sent. */
export async function countAudience(segment: Segment, at: Date): Promise<Audience> {
  const left_out = { ...noneLeftOut };
  let people = 0;
  for (let after: string | null = ""; after !== null;) {
    const some: Awaited<ReturnType<typeof readSegment>> = await readSegment({ segment, at, after, limit: at_once });
    for (const { left_out_because } of await sortOut(some.people)) {
      if (left_out_because) left_out[left_out_because] += 1;
      else people += 1;
    }
    after = some.last;
  }
  return { people, left_out };
}

/** Who of them gets it, as things stand now. */
export async function sortOut(readers: Reader[]): Promise<{ reader: Reader; left_out_because: LeftOutReason | null }[]> {
  const marks = await findSuppressions(readers.map(({ email }) => email));
  return readers.map((reader) => ({ reader, left_out_because: leftOutBecause(reader, marks.get(hashOfAddress(reader.email)) ?? null) }));
}
