import { enabledMarketIds, marketSeeds } from "@/lib/config/markets";

export type MarketId = (typeof enabledMarketIds)[number];

export interface Place {
  market_id: MarketId;
  timezone: string;
}

/** The region that a zone lies in, else the one that the languages name, else the first. A guess: the person can change it. */
export function guessMarket({ timezone, languages }: { timezone: string; languages: readonly string[] }): MarketId {
  const markets = marketSeeds.filter((market) => isEnabledMarketId(market._id));
  const regions = languages.map(regionOf);
  const guess =
    markets.find((market) => market.timezone === timezone) ?? markets.find((market) => market.countries.some((country) => regions.includes(country)));
  return guess && isEnabledMarketId(guess._id) ? guess._id : enabledMarketIds[0];
}

/** "India (INR)" from "IN_INR". */
export function marketLabel(marketId: MarketId): string {
  const [country = "", currency = ""] = marketId.split("_");
  return `${new Intl.DisplayNames("en", { type: "region" }).of(country) ?? country} (${currency})`;
}

function isEnabledMarketId(id: string): id is MarketId {
  return (enabledMarketIds as readonly string[]).includes(id);
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).region;
  } catch {
    return undefined;
  }
}
