import type { PayoutAccountDocument, Standing } from "./schema";

type Account = Pick<PayoutAccountDocument, "stripe_account_id" | "state" | "disconnected_at">;

/** Where a coach stands with payouts: one word, from which the one next step follows. */
export function standingOf(account: Account | null): Standing {
  if (!account) return "none";
  if (account.disconnected_at) return "disconnected";
  const { stripe_account_id, state } = account;
  if (!stripe_account_id || !state) return "none";
  if (!state.details_submitted) return "unfinished";
  if (state.transfers_enabled && state.payouts_enabled) return "ready";
  return state.currently_due.length + state.past_due.length > 0 ? "needs_details" : "checking";
}

/** Whether money can be sent there now. What a bank then refuses stays in the account: that is the coach's with Stripe. */
export function canReceive(account: Account | null): account is Account & { stripe_account_id: string } {
  return !!account?.stripe_account_id && account.disconnected_at === null && account.state?.transfers_enabled === true;
}
