/** Stripe's event as it arrived: the inbox is keyed by the event's own id, so a repeated delivery is one row. */
export interface WebhookEventDocument {
  _id: string;
  type: string;
  object_id: string;
  livemode: boolean;
  status: "pending" | "done" | "failed";
  attempts: number;
  /** When it is due; the end of the lease while a worker has it. */
  run_at: Date;
  last_error: string | null;
  received_at: Date;
  done_at: Date | null;
}
