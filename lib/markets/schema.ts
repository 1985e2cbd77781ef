export interface MarketDocument {
  /** e.g. "US_USD". */
  _id: string;
  currency: string;
  timezone: string;
  /** Limits of a session's price in minor units; null until the market is switched on. */
  price_min: number | null;
  price_max: number | null;
  is_enabled: boolean;
  countries: string[];
}

/** Versioned: a booking copies the one in force when it was made. */
export interface PricingPolicyDocument {
  _id: string;
  market_id: string;
  version: number;
  fee_basis_points: number;
  valid_from: Date;
}
