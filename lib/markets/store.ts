import "server-only";
import { policy } from "@/lib/config/policy";
import { marketSeeds } from "@/lib/config/markets";
import { collections } from "@/lib/db/collections";
import type { MarketDocument, PricingPolicyDocument } from "./schema";

/** Writes the markets and their first pricing policy where they are missing; what an admin changed stays. */
export async function ensureMarkets(now: Date): Promise<void> {
  for (const { _id, ...market } of marketSeeds) {
    await collections().markets.updateOne({ _id }, { $setOnInsert: market }, { upsert: true });
    await collections().pricing_policies.updateOne(
      { _id: `pricing_${_id}_1` },
      { $setOnInsert: { market_id: _id, version: 1, fee_basis_points: policy.fee_basis_points, valid_from: now } },
      { upsert: true },
    );
  }
}

export function findMarket(id: string): Promise<MarketDocument | null> {
  return collections().markets.findOne({ _id: id });
}

/** A coach or a user of a market that is not there is a fault of ours. */
export async function requireMarket(id: string): Promise<MarketDocument> {
  const found = await findMarket(id);
  if (!found) throw new Error(`There is no market ${id}`);
  return found;
}

export async function listEnabledMarketIds(): Promise<string[]> {
  const markets = await collections().markets.find({ is_enabled: true }, { projection: { _id: 1 } }).toArray();
  return markets.map((market) => market._id);
}

/** The version in force now. A market without one is a fault of ours. */
export async function requirePricingPolicy(marketId: string, now: Date): Promise<PricingPolicyDocument> {
  const found = await collections().pricing_policies.findOne({ market_id: marketId, valid_from: { $lte: now } }, { sort: { version: -1 } });
  if (!found) throw new Error(`No pricing policy for market ${marketId}`);
  return found;
}
