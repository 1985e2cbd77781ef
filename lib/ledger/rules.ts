import { splitPrice } from "@/lib/core/money";
import type { Account } from "./accounts";
import type { Balances, Line } from "./schema";

/** How a sum to be kept is divided at this booking's fee, before and after some of it goes: what each side loses. */
export function shareOfGoing({ kept, going, fee_basis_points }: { kept: number; going: number; fee_basis_points: number }): { fee: number; share: number } {
  const before = splitPrice(kept, fee_basis_points);
  const after = splitPrice(kept - going, fee_basis_points);
  return { fee: before.fee - after.fee, share: before.share - after.share };
}

/** The coach's side of money that goes back: from what is pending, then from what is available; what is neither any more, the coach owes. */
export function fromCoach(balances: Balances, share: number): Line[] {
  const pending = Math.min(share, creditOf(balances, "coach_pending"));
  const available = Math.min(share - pending, creditOf(balances, "coach_available"));
  return [
    { account: "coach_pending", amount: pending },
    { account: "coach_available", amount: available },
    { account: "receivable", amount: share - pending - available },
  ];
}

/**
 * Money that goes back: first what was paid in advance and not earned by anybody, the rest from fee and share as if the
 * session had cost that much less.
 */
export function fromEarned(balances: Balances, { kept, going, fee_basis_points }: { kept: number; going: number; fee_basis_points: number }): Line[] {
  const unearned = Math.min(going, creditOf(balances, "package_liability"));
  const { fee, share } = shareOfGoing({ kept: kept - unearned, going: going - unearned, fee_basis_points });
  return [{ account: "package_liability", amount: unearned }, { account: "platform_revenue", amount: fee }, ...fromCoach(balances, share)];
}

/** What was paid in advance is earned now: its fee is ours, its share the coach's. Nothing where nothing was. */
export function earn(balances: Balances, fee_basis_points: number): Line[] {
  const amount = creditOf(balances, "package_liability");
  const { fee, share } = splitPrice(amount, fee_basis_points);
  return [
    { account: "package_liability", amount },
    { account: "platform_revenue", amount: 0 - fee },
    { account: "coach_available", amount: 0 - share },
  ];
}

/** The coach's side of money that comes back: what is owed first, the rest may be paid out again. */
export function toCoach(balances: Balances, amount: number): Line[] {
  const owed = Math.min(amount, Math.max(0, balances.receivable ?? 0));
  return [
    { account: "receivable", amount: 0 - owed },
    { account: "coach_available", amount: owed - amount },
  ];
}

/** Everything of one account to another, on the credit side; nothing where there is nothing. */
export function moveCredit(balances: Balances, from: Account, to: Account): Line[] {
  const amount = creditOf(balances, from);
  return [
    { account: from, amount },
    { account: to, amount: 0 - amount },
  ];
}

export function creditOf(balances: Balances, account: Account): number {
  return Math.max(0, 0 - (balances[account] ?? 0));
}

/** Throws where the lines are no entry: a bug must not become a booked fact. */
export function requireBalanced(lines: Line[]): void {
  if (!lines.every(({ amount }) => Number.isSafeInteger(amount))) throw new RangeError("a line is a whole number of minor units");
  if (lines.reduce((sum, { amount }) => sum + amount, 0) !== 0) throw new RangeError(`the lines do not balance: ${JSON.stringify(lines)}`);
}
