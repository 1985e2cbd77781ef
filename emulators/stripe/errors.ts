import type Stripe from "stripe";

export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  advice_code?: string;
  network_decline_code?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
}

/** What a call answers when it fails, in Stripe's error envelope. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** True where nothing was carried out yet, so that an idempotency key does not remember this answer. */
  readonly before_execution: boolean;

  constructor(status: number, body: ErrorBody, before_execution = false) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.before_execution = before_execution;
  }
}

/** An error about the request itself: https://docs.stripe.com/error-codes */
export function invalidRequest(message: string, details: Partial<Pick<ErrorBody, "code" | "param" | "payment_intent" | "setup_intent">> = {}): StripeFailure {
  return new StripeFailure(400, { type: "invalid_request_error", message, ...details });
}

/** Parameters that were refused before anything was done. */
export function invalidParams(message: string, details: { code?: string; param?: string } = {}): StripeFailure {
  return new StripeFailure(400, { type: "invalid_request_error", message, ...details }, true);
}

/** An unknown id is 404 where the path names it, and 400 where a parameter does. */
export function noSuch(kind: string, id: string, param = "id"): StripeFailure {
  const inPath = param === "id" || param === "intent";
  const message = `No such ${kind}: '${id}'`;
  return new StripeFailure(inPath ? 404 : 400, { type: "invalid_request_error", code: "resource_missing", message, param });
}

export function envelope(body: ErrorBody, request_id: string): { error: object } {
  const doc_url = body.code ? `https://docs.stripe.com/error-codes#${body.code.replaceAll("_", "-")}` : undefined;
  return { error: { ...body, doc_url, request_log_url: `https://dashboard.stripe.com/test/logs/${request_id}` } };
}
