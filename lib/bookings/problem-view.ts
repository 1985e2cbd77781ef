import type { Money } from "@/lib/core/money";
import type { BookingDocument, BookingReport, ProblemOutcome } from "./schema";

/** A reported session as one of its two parties may see it: their own words, that the other one spoke, and what was decided. */
export interface ProblemView {
  own: { kind: BookingReport["kind"]; note: string | null; at: string } | null;
  /** What the other side wrote is for us alone. */
  others: { kind: BookingReport["kind"]; at: string } | null;
  decision: { outcome: ProblemOutcome; refund: Money; note: string | null; at: string } | null;
}

export function toProblemView({ problem, currency }: Pick<BookingDocument, "problem" | "currency">, side: BookingReport["by"]): ProblemView | null {
  if (!problem) return null;
  const own = problem.reports.find(({ by }) => by === side);
  const others = problem.reports.find(({ by }) => by !== side);
  const { decision } = problem;
  return {
    own: own ? { kind: own.kind, note: own.note, at: own.at.toISOString() } : null,
    others: others ? { kind: others.kind, at: others.at.toISOString() } : null,
    decision: decision && { outcome: decision.outcome, refund: { amount: decision.refund_amount, currency }, note: decision.note, at: decision.at.toISOString() },
  };
}
