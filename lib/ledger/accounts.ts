/**
 * The accounts, in one table: whose money it is, and on which side it grows. `debit` accounts are what we have or what is
 * owed to us, `credit` accounts what we owe or have earned.
 */
export const accounts = {
  stripe_balance: { side: "debit", title: "Stripe balance", meaning: "Money that Stripe holds for us" },
  offline_cash: { side: "debit", title: "Offline cash", meaning: "Money that was taken, less what was given back, outside Stripe" },
  disputes: { side: "debit", title: "Disputes", meaning: "Taken back by a client’s bank, and not decided yet" },
  receivable: { side: "debit", title: "Receivable", meaning: "What a coach owes us: money that went back after it was paid out" },
  stripe_fees: { side: "debit", title: "Stripe’s fees", meaning: "What Stripe keeps for itself; our cost, never the coach’s" },
  customer_clearing: { side: "credit", title: "Owed to clients", meaning: "To be given back, until it has left; and money taken for what is not booked" },
  coach_pending: { side: "credit", title: "Coaches, pending", meaning: "Their shares of sessions of which it is open how they end" },
  coach_available: { side: "credit", title: "Coaches, available", meaning: "Their shares of settled sessions, until they are transferred" },
  package_liability: { side: "credit", title: "Packages, not delivered", meaning: "Paid in advance: sessions of packages that were not held yet, booked or not" },
  package_delivery: { side: "credit", title: "From packages to sessions", meaning: "A session’s part on its way from the package’s books to the session’s; zero over all" },
  platform_revenue: { side: "credit", title: "Our fees", meaning: "Our part of what clients paid and did not get back, and what coaches paid to be sponsored" },
} as const satisfies Record<string, { side: "debit" | "credit"; title: string; meaning: string }>;

export type Account = keyof typeof accounts;

export const accountNames = Object.keys(accounts) as Account[];

/** A sum of lines as a reader of that account expects it: above zero is the usual. */
export function inItsSide(account: Account, debit: number): number {
  return accounts[account].side === "debit" ? debit : 0 - debit;
}
