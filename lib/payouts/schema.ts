/** As Stripe has it. A bank may send back what was `paid`. */
export const payoutStatuses = ["pending", "in_transit", "paid", "failed", "canceled"] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

export const payoutTransitions: Record<PayoutStatus, readonly PayoutStatus[]> = {
  pending: ["in_transit", "paid", "failed", "canceled"],
  in_transit: ["paid", "failed", "canceled"],
  paid: ["failed"],
  failed: [],
  canceled: [],
};

/** What Stripe pays from a coach's balance to the coach's bank, as far as Stripe told us: Stripe makes it, so `_id` is Stripe's. */
export interface PayoutDocument {
  _id: string;
  tutor_id: string;
  tutor_user_id: string;
  stripe_account_id: string;
  amount: number;
  currency: string;
  status: PayoutStatus;
  /** A calendar date as midnight UTC. */
  arrives_on: Date;
  /** Why the bank sent it back, in Stripe's words. */
  failure: string | null;
  /** Of Stripe's object. */
  created_at: Date;
  updated_at: Date;
}
