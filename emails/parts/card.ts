import type { LanguageId } from "@/lib/core/language";
import { fill, wordsOf } from "../words/words";

export interface Card {
  brand: string;
  last4: string;
}

/** Stripe names brands in lower case; people know them by these. */
const brands: Record<string, string> = {
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  eftpos_au: "eftpos",
  jcb: "JCB",
  link: "Link",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

/** "Visa ending in 4242". */
export function cardLabel({ brand, last4 }: Card, language: LanguageId): string {
  const { shared } = wordsOf(language);
  return fill(shared.card, { brand: brands[brand] ?? shared.any_card, last4 });
}
