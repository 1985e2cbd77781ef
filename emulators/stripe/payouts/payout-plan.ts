import type { StripeAccount } from "../account.ts";

const daySeconds = 86_400;

/** Sees to it that money of this account that becomes available goes out on the next day's payout. */
export function planAutomaticPayout(account: StripeAccount, available_on: number): void {
  if (account.connected_id === null || !isPaidOutDaily(account)) return;
  const run_at = (Math.floor(available_on / daySeconds) + 1) * daySeconds;
  const id = String(run_at);
  // One run a day is enough for everything that the day brings.
  if (account.get("payout_runs", id)) return;
  account.put("payout_runs", { id });
  account.schedule.at("automatic_payout", id, run_at);
}

/** Whether Stripe pays this account out of its own accord. */
export function isPaidOutDaily(account: StripeAccount): boolean {
  const owner = account.connected_id === null ? null : account.platform.get("accounts", account.connected_id);
  return owner?.settings.payouts?.schedule.interval === "daily";
}
