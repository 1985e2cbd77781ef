import type { StripeAccount } from "../account.ts";
import { accountView } from "../accounts/account-object.ts";
import { blankPayout } from "./payout-object.ts";
import { destinationFor, sendPayout } from "./payout-life.ts";
import { isPaidOutDaily } from "./payout-plan.ts";

/** Pays out what is available, one payout a currency; where the account may not be paid now, nothing. */
export function runAutomaticPayout(account: StripeAccount, run: string): void {
  account.remove("payout_runs", run);
  const owner = account.connected_id === null ? null : account.platform.get("accounts", account.connected_id);
  if (owner?.state !== "connected" || !isPaidOutDaily(account) || !accountView(account.platform, owner).payouts_enabled) return;
  for (const [currency, transactions] of unpaid(account)) {
    const amount = transactions.reduce((sum, { net }) => sum + net, 0);
    const bank = destinationFor(account, currency);
    if (amount <= 0 || !bank) continue;
    const payout = sendPayout(account, {
      ...blankPayout(account, { amount, currency }),
      automatic: true,
      description: "STRIPE PAYOUT",
      destination: bank.id,
      reconciliation_status: "in_progress",
    });
    for (const { id } of transactions) account.put("paid_out", { id, payout: payout.id });
    if (typeof payout.balance_transaction === "string") account.put("paid_out", { id: payout.balance_transaction, payout: payout.id });
  }
}

/** The available movements that no automatic payout has swept up yet, by currency; their sum is the available balance. */
function unpaid(account: StripeAccount) {
  const now = account.seconds();
  const open = account.list("balance_transactions").filter(({ id, available_on }) => available_on <= now && !account.get("paid_out", id));
  return Map.groupBy(open, ({ currency }) => currency);
}
