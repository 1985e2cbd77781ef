import type { QueueRow } from "@/lib/jobs/schema";

/** Stripe's event as it arrived: the inbox is keyed by the event's own id, so a repeated delivery is one row. */
export interface WebhookEventDocument extends QueueRow {
  type: string;
  object_id: string;
  livemode: boolean;
  /** The connected account in whose books it happened; null, or absent, for our own. */
  account_id?: string | null;
  received_at: Date;
}
