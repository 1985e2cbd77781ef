import type { StripeAccount } from "../account.ts";
import { findTestCard } from "../cards.ts";
import { warnOfFraud } from "../radar/early-fraud-warnings.ts";
import { openDispute } from "./dispute-life.ts";

/** A charge of a test card whose owner disputes it, or whose issuer reports it. */
export function disputeByCard(account: StripeAccount, id: string): void {
  const charge = account.get("charges", id);
  const card = findTestCard(account.get("card_numbers", charge?.payment_method ?? "")?.number ?? "");
  if (charge && card?.warns) warnOfFraud(account, charge);
  if (charge && card?.disputes) openDispute(account, id, card.disputes);
}
