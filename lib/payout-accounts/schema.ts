import type { ConnectedState } from "@/lib/integrations/stripe/accounts";

/**
 * Where a coach is paid: one row a coach, ever, and so one Stripe account at a time. The row is the operation that makes the
 * account: its id is Stripe's idempotency key. What stands in `state` is Stripe's word, fetched and never believed from an event.
 */
export interface PayoutAccountDocument {
  _id: string;
  tutor_id: string;
  tutor_user_id: string;
  /** ISO 3166, of the coach's market when it was ordered. */
  country: string;
  /** 1 for the first account; one more each time the coach connects again after cutting us off. */
  connection: number;
  /** Absent while Stripe has not answered. */
  stripe_account_id?: string;
  state: ConnectedState | null;
  /** When what stands in `state` was asked for. */
  synced_at: Date | null;
  /** Its owner has cut us off, or Stripe has closed it. */
  disconnected_at: Date | null;
  ordered_at: Date;
  created_at: Date;
  updated_at: Date;
}

/**
 * `none`: never begun · `unfinished`: begun, and not sent · `needs_details`: Stripe wants to know more before it pays ·
 * `checking`: sent, and Stripe looks at it · `ready` · `disconnected`.
 */
export type Standing = "none" | "unfinished" | "needs_details" | "checking" | "ready" | "disconnected";
