import type { Account } from "./accounts";
import { creditOf } from "./rules";
import type { Balances, EntryKind, LedgerEntry } from "./schema";

/** What became of a booking's money, in minor units: charged = refunded + transferred + fee + held. */
export interface Statement {
  currency: string;
  /** Of a session from a package, its part of the package's price; of a package, what was not passed on to its sessions. */
  charged: number;
  /** By Stripe, by a bank that decided for the client, or by hand. */
  refunded: number;
  transferred: number;
  /** Ours. What Stripe keeps for itself comes out of it, and is `stripe_fees`. */
  fee: number;
  /** Not gone yet: owed to the client, or paid in advance for sessions to come, or the coach's and not transferred; less what a coach owes. */
  held: number;
  stripe_fees: number;
  /** Taken by the client's bank and not decided yet; part of `held`. */
  disputed: number;
  owed_to_client: number;
}

/** Which of the money's ways each kind of entry is, by what it takes from or adds to what we have. */
const ways: Partial<Record<EntryKind, "charged" | "refunded" | "transferred">> = {
  payment_captured: "charged",
  manual_received: "charged",
  // To the session it is what was paid for it; the package has so much less.
  package_session_booked: "charged",
  package_session_returned: "charged",
  sponsorship_paid: "charged",
  sponsorship_refunded: "refunded",
  sponsorship_refund_returned: "refunded",
  refund_sent: "refunded",
  refund_returned: "refunded",
  manual_returned: "refunded",
  transfer_sent: "transferred",
  transfer_reversed: "transferred",
};

/**
 * Made from the entries alone. The left side (charged, refunded, transferred) is what moved our cash, the right side (fee, held) what
 * the other accounts say: that both are equal is what double entry proves.
 */
export function statementOf(entries: Pick<LedgerEntry, "kind" | "currency" | "lines">[]): Statement {
  const balances = balancesOf(entries);
  const moved = { charged: 0, refunded: 0, transferred: 0 };
  for (const { kind, lines } of entries) {
    const way = ways[kind];
    if (way) moved[way] += (way === "charged" ? 1 : -1) * sumOf(lines, "stripe_balance", "offline_cash", "package_delivery");
    if (kind === "dispute_lost") moved.refunded -= sumOf(lines, "disputes");
  }
  const at = (account: Account) => balances[account] ?? 0;
  return {
    currency: entries[0]?.currency ?? "usd",
    ...moved,
    fee: 0 - at("platform_revenue"),
    held: 0 - at("customer_clearing") - at("package_liability") - at("coach_pending") - at("coach_available") - at("receivable"),
    stripe_fees: at("stripe_fees"),
    disputed: at("disputes"),
    owed_to_client: creditOf(balances, "customer_clearing"),
  };
}

export function balancesOf(entries: Pick<LedgerEntry, "lines">[]): Balances {
  const balances: Balances = {};
  for (const { account, amount } of entries.flatMap(({ lines }) => lines)) balances[account] = (balances[account] ?? 0) + amount;
  return balances;
}

/** Whether the money is accounted for to the minor unit. */
export function isExplained({ charged, refunded, transferred, fee, held }: Statement): boolean {
  return charged === refunded + transferred + fee + held;
}

function sumOf(lines: LedgerEntry["lines"], ...wanted: Account[]): number {
  return lines.filter(({ account }) => wanted.includes(account)).reduce((sum, { amount }) => sum + amount, 0);
}
