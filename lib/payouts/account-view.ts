import "server-only";
import { env } from "@/lib/config/env";
import { requirementsInWords } from "@/lib/payout-accounts/requirement-words";
import { standingOf } from "@/lib/payout-accounts/rules";
import type { PayoutAccountDocument, Standing } from "@/lib/payout-accounts/schema";

export interface AccountView {
  standing: Standing;
  /** In words, each once; what is overdue holds payouts up. */
  due: string[];
  due_by: string | null;
  bank_last4: string | null;
  /** The money arrives at Stripe, and Stripe cannot pass it on to the bank. */
  is_bank_out_of_order: boolean;
  /** False where this site has no payments at all. */
  is_offered: boolean;
}

/** What the coach sees of the own account. */
export function toAccountView(account: PayoutAccountDocument | null): AccountView {
  const state = account?.state;
  const standing = standingOf(account);
  return {
    standing,
    due: requirementsInWords([...(state?.past_due ?? []), ...(state?.currently_due ?? [])]),
    due_by: state?.due_by?.toISOString() ?? null,
    bank_last4: state?.bank_last4 ?? null,
    is_bank_out_of_order: standing === "needs_details" && state?.transfers_enabled === true && !state.payouts_enabled,
    is_offered: env().stripe !== null,
  };
}
