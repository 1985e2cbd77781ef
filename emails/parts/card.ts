import { brandName } from "@/lib/core/card-brand";
import type { LanguageId } from "@/lib/core/language";
import { fill, wordsOf } from "../words/words";

export interface Card {
  brand: string;
  last4: string;
}

/** "Visa ending in 4242". */
export function cardLabel({ brand, last4 }: Card, language: LanguageId): string {
  const { shared } = wordsOf(language);
  return fill(shared.card, { brand: brandName(brand) ?? shared.any_card, last4 });
}
