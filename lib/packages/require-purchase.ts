import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import { findPurchase } from "./purchase-store";
import type { PackagePurchaseDocument } from "./schema";

/** A purchase for its client or its coach; 404 for everybody else, whether it exists or not, and for a coach while it is not paid. */
export async function requirePurchase(query: { purchase_id: string; user_id: string; as: "client" | "coach"; session?: ClientSession }): Promise<PackagePurchaseDocument> {
  const { purchase_id, user_id, as, session } = query;
  const purchase = await findPurchase(purchase_id, session);
  const isTheirs = as === "client" ? purchase?.consumer_id === user_id : purchase?.tutor_user_id === user_id && purchase.bought_at !== null;
  if (!purchase || !isTheirs) throw new AppError("not_found", "There is no such package.");
  return purchase;
}
