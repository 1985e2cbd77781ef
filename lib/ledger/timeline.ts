import type { Account } from "./accounts";
import type { EntryKind, LedgerEntry } from "./schema";
import { partyWords } from "./words";

export interface TimelineStep {
  id: string;
  kind: EntryKind;
  at: string;
  /** Minor units, always above zero: the words say which way it went. */
  amount: number;
  currency: string;
}

/** The account whose change is "the amount" of each kind, where it is not that of our cash. */
const speaks: Partial<Record<EntryKind, Account>> = { refund_ordered: "customer_clearing", session_settled: "coach_pending", session_contested: "coach_pending", dispute_opened: "disputes", dispute_lost: "disputes", package_session_booked: "package_delivery", package_session_returned: "package_delivery" };

export function timelineOf(entries: LedgerEntry[]): TimelineStep[] {
  return entries.map(({ _id, kind, created_at, currency, lines }) => {
    const account = speaks[kind];
    const spoken = lines.filter((line) => (account ? line.account === account : ["stripe_balance", "offline_cash"].includes(line.account)));
    return { id: _id, kind, at: created_at.toISOString(), amount: Math.abs(spoken.reduce((sum, { amount }) => sum + amount, 0)), currency };
  });
}

/** The same for an admin, with what each did to the accounts. */
export function stepsOf(entries: LedgerEntry[]): (TimelineStep & Pick<LedgerEntry, "lines" | "source">)[] {
  return timelineOf(entries).map((step, i) => ({ ...step, lines: entries[i]?.lines ?? [], source: entries[i]?.source ?? "" }));
}

/** What one of the two parties may see of it, in their words. */
export function partyTimeline(entries: LedgerEntry[], as: "client" | "coach"): (TimelineStep & { words: string })[] {
  return timelineOf(entries).flatMap((step) => {
    const words = partyWords[as][step.kind];
    return words ? [{ ...step, words }] : [];
  });
}
