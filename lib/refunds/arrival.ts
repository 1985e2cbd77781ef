import { policy } from "@/lib/config/policy";

const day_ms = 86_400_000;

/**
 * By when a card shows what was sent back to it: so many business days later (https://docs.stripe.com/refunds says five to ten), counted in UTC without
 * holidays, which differ from bank to bank. A promise to look by then, no rule of money.
 */
export function arrivesBy(sent_at: Date): Date {
  let [at, left] = [sent_at.getTime(), policy.refund_business_days];
  while (left > 0) {
    at += day_ms;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(at);
}
