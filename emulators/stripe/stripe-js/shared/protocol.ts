import type { Appearance, StripeCardElementOptions, StripeError } from "@stripe/stripe-js";

/** What the page sends once, with the port over which everything else goes. */
export interface Connect {
  kind: "connect";
  element_type: ElementType;
  settings: FrameSettings;
}

export type ElementType = "payment" | "card";

export interface FrameSettings {
  appearance: Appearance;
  style: StripeCardElementOptions["style"];
  disabled: boolean;
}

/** What the page may ask of the card's frame; the card's number never comes back. */
export interface FrameCalls {
  update(settings: FrameSettings): void;
  focus(): void;
  blur(): void;
  clear(): void;
  validate(): { error?: StripeError };
  create_payment_method(request: { key: string; billing_details: object | undefined }): CallOutcome;
  confirm(request: ConfirmRequest): CallOutcome;
}

/** `keeps` is the intent's setup_future_usage. */
export interface Expected {
  amount: number;
  currency: string;
  keeps: string | null;
}

export interface ConfirmRequest {
  key: string;
  client_secret: string;
  /** What the page showed, where it was set up before there was an intent. */
  expected: Expected | null;
  /** What the page says of the card beside its number. */
  method: { billing_details?: object; allow_redisplay?: string };
  params: Record<string, unknown>;
}

export type CallOutcome = { object: Record<string, unknown>; error?: undefined } | { object?: undefined; error: StripeError };

/** What the frame tells without being asked. */
export type FrameEvent =
  | { event: "ready" | "focus" | "blur" | "escape" | "enter" }
  | { event: "change"; empty: boolean; complete: boolean; brand: string; error: StripeError | undefined }
  | { event: "resize"; height: number };

/** A client_secret names its intent, and where the API keeps it. */
export function pathOf(client_secret: string): string {
  const intent = client_secret.split("_secret_")[0] ?? "";
  return intent.startsWith("seti_") ? `/v1/setup_intents/${intent}` : `/v1/payment_intents/${intent}`;
}
