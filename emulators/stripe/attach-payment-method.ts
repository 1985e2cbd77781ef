import { z } from "zod";
import { forgetDefault, requireCustomer } from "./customers.ts";
import { invalidRequest } from "./errors.ts";
import { idOf } from "./ids.ts";
import { readParams, text } from "./params.ts";
import { attachTo, declineFailure, markSpent, requirePaymentMethod, requireUsablePaymentMethod, testCardOf } from "./payment-methods.ts";
import type { Call, Route } from "./router.ts";

export const attachmentRoutes: Route[] = [
  { method: "POST", path: "/v1/payment_methods/:id/attach", handle: attach },
  { method: "POST", path: "/v1/payment_methods/:id/detach", handle: detach },
];

function attach({ account, id, params }: Call): object {
  const { customer } = readParams(z.strictObject({ customer: text() }), params);
  const method = requireUsablePaymentMethod(account, id, "id");
  requireCustomer(account, customer, "customer");
  if (method.customer !== null && method.customer !== customer)
    throw invalidRequest("The payment method you provided has already been attached to a customer.", { code: "payment_method_already_attached" });
  const card = method.type === "card" ? testCardOf(account, method) : null;
  if (card?.decline && !card.declines_when_charged) throw declineFailure(card.decline);
  return attachTo(account, method, customer);
}

function detach({ account, id }: Call): object {
  const method = requirePaymentMethod(account, id);
  const owner = idOf(method.customer);
  if (owner === null) throw invalidRequest("The payment method you provided is not attached to a customer so detachment is impossible.");
  const detached = { ...method, customer: null };
  account.put("payment_methods", detached);
  markSpent(account, id);
  forgetDefault(account, owner, id);
  account.emit("payment_method.detached", detached, { customer: method.customer });
  return detached;
}
