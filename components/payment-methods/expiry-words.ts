import type { SavedCard } from "@/lib/payment-methods/view";

/** "Expires 07/30", as it is printed on the card. */
export function expiryWords({ exp_month, exp_year, is_expired }: Pick<SavedCard, "exp_month" | "exp_year" | "is_expired">): string {
  const printed = `${String(exp_month).padStart(2, "0")}/${String(exp_year % 100).padStart(2, "0")}`;
  return is_expired ? `Expired ${printed}` : `Expires ${printed}`;
}
