/** The markets that start-up writes into `markets`; prices are minor units of the market's currency. */
export interface MarketSeed {
  _id: string;
  currency: string;
  timezone: string;
  price_min: number | null;
  price_max: number | null;
  is_enabled: boolean;
  countries: string[];
}

const off = (id: string, timezone: string, countries: string[]): MarketSeed => ({
  _id: id,
  currency: id.slice(3).toLowerCase(),
  timezone,
  price_min: null,
  price_max: null,
  is_enabled: false,
  countries,
});

export const marketSeeds: MarketSeed[] = [
  { _id: "US_USD", currency: "usd", timezone: "America/New_York", price_min: 1_000, price_max: 50_000, is_enabled: true, countries: ["US"] },
  { _id: "IN_INR", currency: "inr", timezone: "Asia/Kolkata", price_min: 20_000, price_max: 1_000_000, is_enabled: true, countries: ["IN"] },
  off("GB_GBP", "Europe/London", ["GB"]),
  off("CA_CAD", "America/Toronto", ["CA"]),
  off("AU_AUD", "Australia/Sydney", ["AU"]),
  off("DE_EUR", "Europe/Berlin", ["DE"]),
  off("FR_EUR", "Europe/Paris", ["FR"]),
  off("JP_JPY", "Asia/Tokyo", ["JP"]),
  off("SG_SGD", "Asia/Singapore", ["SG"]),
  off("AE_AED", "Asia/Dubai", ["AE"]),
  off("BR_BRL", "America/Sao_Paulo", ["BR"]),
  off("MX_MXN", "America/Mexico_City", ["MX"]),
  off("KR_KRW", "Asia/Seoul", ["KR"]),
  off("IL_ILS", "Asia/Jerusalem", ["IL"]),
  off("ZA_ZAR", "Africa/Johannesburg", ["ZA"]),
];

export const enabledMarketIds = ["US_USD", "IN_INR"] as const;

/**
 * Units of a currency for one US dollar, rounded: good enough to sort and filter across currencies and to say "about",
 * never to charge. A market that is switched on needs its line here.
 */
export const approximateUnitsPerUsd: Record<string, number> = { usd: 1, inr: 85 };
