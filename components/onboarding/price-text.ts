import { formatMoney, minorUnitDigits } from "@/lib/core/money";

export interface PriceLimits {
  currency: string;
  price_min: number | null;
  price_max: number | null;
}

export type ReadPrice = { kind: "blank" } | { kind: "price"; amount: number } | { kind: "wrong"; problem: string };

/**
 * What a typed price means in minor units. Exact: the digits are put together, nothing is multiplied. Takes the currency's
 * sign, spaces and grouped thousands ("1,200", "1,00,000"), and a comma before one or two last digits as a decimal point.
 */
export function readPrice(text: string, limits: PriceLimits): ReadPrice {
  const typed = withoutSign(text, limits.currency);
  if (typed === "") return { kind: "blank" };
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d*))?$/.exec(plainDigits(typed)) ?? [];
  if (whole === undefined) return wrong("Write a price in digits, such as 65.");
  const digits = minorUnitDigits(limits.currency);
  if (fraction.length > digits) return wrong(digits === 0 ? `A price in ${limits.currency.toUpperCase()} has no digits after the point.` : `At most ${digits} digits after the point.`);
  const amount = Number(whole + fraction.padEnd(digits, "0"));
  return isWithin(amount, limits) ? { kind: "price", amount } : wrong(limitsSentence(limits));
}

/** "Between $10 and $500", or why there is no price to be set. */
export function limitsSentence(limits: PriceLimits): string {
  const { currency, price_min, price_max } = limits;
  if (price_min === null || price_max === null) return "Prices cannot be set in your region yet.";
  const [lowest, highest] = [price_min, price_max].map((amount) => formatMoney({ amount, currency }, { short: true }));
  return `A price is between ${lowest} and ${highest}.`;
}

/** The price as one would type it: "65", "65.50". */
export function priceText(amount: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  if (digits === 0) return String(amount);
  const text = String(amount).padStart(digits + 1, "0");
  const fraction = text.slice(-digits);
  return /^0+$/.test(fraction) ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${fraction}`;
}

/** "$", "₹". */
export function currencySign(currency: string): string {
  const parts = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency.toUpperCase();
}

function withoutSign(text: string, currency: string): string {
  const bare = text.replaceAll(/\s/g, "");
  return bare.replace(currencySign(currency), "").replace(new RegExp(currency, "i"), "");
}

function plainDigits(typed: string): string {
  const isGrouped = /^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(typed);
  return isGrouped ? typed.replaceAll(",", "") : typed.replace(/,(\d{1,2})$/, ".$1");
}

function isWithin(amount: number, { price_min, price_max }: PriceLimits): boolean {
  return price_min !== null && price_max !== null && amount >= price_min && amount <= price_max;
}

function wrong(problem: string): ReadPrice {
  return { kind: "wrong", problem };
}
