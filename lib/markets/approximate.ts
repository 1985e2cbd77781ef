import { approximateUnitsPerUsd } from "@/lib/config/markets";
import { minorUnitDigits, type Money } from "@/lib/core/money";

/** About what this is in US cents, whole. For sorting and filtering across currencies; never charged. Null for a currency without a rate. */
export function approximateUsdCents(money: Money): number | null {
  const rate = approximateUnitsPerUsd[money.currency];
  if (rate === undefined) return null;
  return Math.round((money.amount / 10 ** minorUnitDigits(money.currency) / rate) * 100);
}
