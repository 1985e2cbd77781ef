import type { Proposal, TutorDocument } from "./schema";

/** What an approved coach may not change alone: who they say they are and what they say they teach. */
export const reviewedFields = ["name", "credentials_line", "categories", "subjects"] as const;
export type ReviewedField = (typeof reviewedFields)[number];
export type ReviewedValues = Pick<TutorDocument, ReviewedField>;

/** The profile as it would be with the proposal. */
export function withProposal(tutor: TutorDocument): TutorDocument {
  return { ...tutor, ...proposedValues(tutor.proposal) };
}

/**
 * What is left to be decided when these values are wanted: fields that are as they are on the page need no decision, and
 * with none left there is no proposal. Its place in the queue is that of its first change.
 */
export function proposalFor(tutor: TutorDocument, wanted: Partial<ReviewedValues>, now: Date): Proposal | null {
  const values = { ...proposedValues(tutor.proposal), ...wanted };
  const changed = reviewedFields.filter((field) => field in values && !isSame(values[field], tutor[field]));
  if (changed.length === 0) return null;
  const kept = Object.fromEntries(changed.map((field) => [field, values[field]])) as Partial<ReviewedValues>;
  return { ...kept, submitted_at: tutor.proposal?.submitted_at ?? now };
}

export interface Difference {
  field: ReviewedField;
  now: string | string[] | null;
  proposed: string | string[] | null;
}

/** Side by side, in the order of `reviewedFields`. */
export function proposalDifferences(tutor: TutorDocument): Difference[] {
  const proposed = proposedValues(tutor.proposal);
  return reviewedFields.flatMap((field) => (field in proposed ? [{ field, now: tutor[field], proposed: proposed[field] ?? null }] : []));
}

export function proposedValues(proposal: Proposal | null): Partial<ReviewedValues> {
  if (!proposal) return {};
  const { submitted_at: _at, ...values } = proposal;
  return values;
}

/** Which ones counts for a list, not their order. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((each) => b.includes(each));
}
