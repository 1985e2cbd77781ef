/** An amount in the currency's minor unit (cents; whole yen), never a fraction. `currency` is lower-case ISO 4217. */
export interface Money {
  amount: number;
  currency: string;
}

/**
 * The platform's fee in minor units, rounded half up, and the coach's share: fee + share is always the price,
 * so the odd cent goes to whoever the rounding favours and is never lost.
 */
export function splitPrice(price: number, feeBasisPoints: number): { fee: number; share: number } {
  if (!Number.isSafeInteger(price) || price < 0) throw new RangeError("price is a whole number of minor units");
  const fee = Math.floor((price * feeBasisPoints + 5_000) / 10_000);
  return { fee, share: price - fee };
}

/** That many percent of an amount of minor units, rounded half up. */
export function percentOf(amount: number, percent: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError("an amount is a whole number of minor units");
  return Math.floor((amount * percent + 50) / 100);
}

/** Digits after the decimal point, as ISO 4217 has them (2 for usd, 0 for jpy, 3 for kwd). */
export function minorUnitDigits(currency: string): number {
  return formatter(currency, { locale: "en-US", short: false }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "$65.00", or "$65" with `short` where nothing follows the point. */
export function formatMoney(money: Money, style: { locale?: string; short?: boolean } = {}): string {
  const format = formatter(money.currency, { locale: style.locale ?? "en-US", short: style.short ?? false });
  return format.format(money.amount / 10 ** minorUnitDigits(money.currency));
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, style: { locale: string; short: boolean }): Intl.NumberFormat {
  const key = `${style.locale} ${currency} ${style.short}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.NumberFormat(style.locale, {
      style: "currency",
      currency: currency.toUpperCase(),
      trailingZeroDisplay: style.short ? "stripIfInteger" : "auto",
    });
    formatters.set(key, format);
  }
  return format;
}
