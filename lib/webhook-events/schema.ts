import type { QueueRow } from "@/lib/jobs/schema";

/** Stripe's event as it arrived: the inbox is keyed by the event's own id, so a repeated delivery is one row. */
export interface WebhookEventDocument extends QueueRow {
  type: string;
  object_id: string;
  livemode: boolean;
  received_at: Date;
}
