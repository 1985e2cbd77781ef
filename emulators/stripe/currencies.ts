import { invalidParams } from "./errors.ts";

/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in minor units; what is not listed there needs 1. */
const smallestCharge: Record<string, number> = {
  usd: 50,
  aed: 200,
  ars: 1,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  clp: 1,
  cop: 1,
  czk: 1500,
  dkk: 250,
  egp: 1,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  idr: 1,
  ils: 1,
  inr: 50,
  jpy: 50,
  kes: 1,
  krw: 1,
  mxn: 1000,
  myr: 200,
  ngn: 1,
  nok: 300,
  npr: 1,
  nzd: 50,
  php: 1,
  pln: 200,
  ron: 200,
  sar: 1,
  sek: 300,
  sgd: 50,
  thb: 1000,
  try: 1,
  twd: 1,
  vnd: 1,
  xaf: 1,
  xof: 1,
  zar: 1,
};

const withoutMinorUnit = new Set(["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"]);

/** What Stripe keeps of a card charge: a rate in basis points and a fixed part in minor units of the currency. */
const fixedFee: Record<string, number> = { usd: 30, aud: 30, cad: 30, eur: 25, gbp: 20, sgd: 50, aed: 100, brl: 39, mxn: 300, ils: 120, zar: 500 };
const feeBasisPoints = 290;

/** What a dispute costs, whoever wins it. */
const disputeFees: Record<string, number> = { aud: 2500, cad: 1500, eur: 2000, gbp: 2000, inr: 125_000, jpy: 1300, sgd: 1500, usd: 1500 };

export function requireCurrency(given: string): string {
  const currency = given.toLowerCase();
  if (currency in smallestCharge) return currency;
  throw invalidParams(`Invalid currency: ${given}. The emulator supports these currencies: ${Object.keys(smallestCharge).join(", ")}`, { param: "currency" });
}

export function requireChargeable(amount: number, currency: string): void {
  if (amount < 1) throw invalidParams("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: "amount" });
  const smallest = smallestCharge[currency] ?? 1;
  if (amount < smallest) throw invalidParams(`Amount must be at least ${inWords(smallest, currency)}`, { code: "amount_too_small", param: "amount" });
  if (amount > 99_999_999) throw invalidParams(`Amount must be no more than ${inWords(99_999_999, currency)}`, { code: "amount_too_large", param: "amount" });
}

export function stripeFee(amount: number, currency: string): number {
  return Math.min(amount, Math.round((amount * feeBasisPoints) / 10_000) + (fixedFee[currency] ?? 0));
}

export function disputeFee(currency: string): number {
  return disputeFees[currency] ?? 1500;
}

/** "$12.50", "¥3,000": for messages. */
export function inWords(amount: number, currency: string): string {
  const digits = withoutMinorUnit.has(currency) ? 0 : 2;
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(amount / 10 ** digits);
}
