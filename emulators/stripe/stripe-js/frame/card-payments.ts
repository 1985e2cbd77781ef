import { callApi } from "../shared/api-client.ts";
import { pathOf } from "../shared/protocol.ts";
import type { CallOutcome, ConfirmRequest } from "../shared/protocol.ts";
import type { CardFields } from "./card-fields.ts";
import { digitsOf } from "./card-rules.ts";

const origin = window.location.origin;

/** Makes a payment method of what is typed, from inside the frame. */
export function createPaymentMethodFrom(
  fields: CardFields,
  { key, billing_details }: { key: string; billing_details: object | undefined },
): Promise<CallOutcome> {
  return callApi({ origin, key, method: "POST", path: "/v1/payment_methods", params: methodData(fields, { billing_details }) });
}

/** Confirms the intent with the card that is typed; where the page was set up with an amount, that must be the intent's. */
export async function confirmWithCard(fields: CardFields, request: ConfirmRequest): Promise<CallOutcome> {
  const { key, client_secret, expected, method, params } = request;
  const path = pathOf(client_secret);
  if (expected) {
    const { object, error } = await callApi({ origin, key, method: "GET", path, params: { client_secret } });
    if (error) return { error };
    if (object.amount !== expected.amount || object.currency !== expected.currency) {
      return {
        error: {
          type: "invalid_request_error",
          message: `The amount and currency of the PaymentIntent (${String(object.amount)} ${String(object.currency)}) do not match those of Elements (${expected.amount} ${expected.currency}).`,
        },
      };
    }
    if (object.setup_future_usage !== expected.keeps) {
      return {
        error: {
          type: "invalid_request_error",
          message: `The setup_future_usage of the PaymentIntent (${String(object.setup_future_usage)}) does not match that of Elements (${String(expected.keeps)}).`,
        },
      };
    }
  }
  return callApi({
    origin,
    key,
    method: "POST",
    path: `${path}/confirm`,
    params: { ...params, client_secret, payment_method_data: methodData(fields, method) },
  });
}

function methodData({ number, expiry, cvc }: CardFields, method: { billing_details?: object | undefined; allow_redisplay?: string }): Record<string, unknown> {
  const date = digitsOf(expiry.input.value);
  return {
    type: "card",
    card: { number: digitsOf(number.input.value), exp_month: Number(date.slice(0, 2)), exp_year: 2000 + Number(date.slice(2)), cvc: cvc.input.value },
    ...method,
  };
}
