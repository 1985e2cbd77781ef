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

/** Null for a brand that has no name here: then it is "a card" in whatever language. */
export function brandName(brand: string): string | null {
  return brands[brand] ?? null;
}

/** "Visa •••• 4242". */
export function cardName({ brand, last4 }: { brand: string; last4: string }): string {
  return `${brandName(brand) ?? "Card"} •••• ${last4}`;
}
