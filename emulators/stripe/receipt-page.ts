import type { EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StripeAccount } from "./account.ts";
import { inWords } from "./currencies.ts";
import { escapeHtml, page } from "./pages.ts";

/** What a charge's receipt_url shows. */
export function showReceipt(account: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const charge = account.get("charges", request.url.pathname.split("/").at(-1) ?? "");
  if (!charge?.paid) return page({ status: 404, title: "No such receipt", body: "<main><h1>No such receipt</h1></main>" });
  const card = charge.payment_method_details?.card;
  const refunded = charge.amount_refunded > 0 ? `<p>Refunded: ${inWords(charge.amount_refunded, charge.currency)}</p>` : "";
  return page({
    title: "Receipt",
    body: `<main><p class="bank">Stripe emulator · test payment</p><h1>Receipt for ${inWords(charge.amount, charge.currency)}</h1>
      <p>${escapeHtml(charge.description ?? "Payment")}</p><p>Paid ${new Date(charge.created * 1000).toUTCString()}${card ? ` with ${card.brand} •••• ${card.last4}` : ""}.</p>${refunded}<p class="small">${charge.id}</p></main>`,
  });
}
