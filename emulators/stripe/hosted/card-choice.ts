import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { invalidRequest } from "../errors.ts";
import { createFromData } from "../payment-methods.ts";
import { escapeHtml } from "../pages.ts";

/** The customer's saved cards and the fields of a new one, as part of a form. It works without any script. */
export function cardChoice(saved: Stripe.PaymentMethod[], sent: URLSearchParams | null): string {
  const chosen = sent?.get("card") ?? saved[0]?.id ?? "new";
  const value = (name: string) => escapeHtml(sent?.get(name) ?? "");
  const radio = (id: string, words: string) =>
    `<label class="choice"><input type="radio" name="card" value="${escapeHtml(id)}"${id === chosen ? " checked" : ""}> ${words}</label>`;
  const known = saved.map((method) => radio(method.id, escapeHtml(cardWords(method))));
  return `<fieldset><legend>Card</legend>
    ${known.length > 0 ? `${known.join("")}${radio("new", "Another card")}` : '<input type="hidden" name="card" value="new">'}
    <div class="card-fields">
      <label class="wide">Card number<input name="number" value="${value("number")}" inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234"></label>
      <label>Expiry date<input name="expiry" value="${value("expiry")}" inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY"></label>
      <label>Security code<input name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="CVC"></label>
    </div>
    <details><summary>Test cards</summary><ul>
      <li>4242 4242 4242 4242 pays</li><li>4000 0000 0000 0002 is declined</li><li>4000 0025 0000 3155 asks for authentication</li>
      <li>4000 0000 0000 9995 has insufficient funds</li><li>4000 0000 0000 0341 can be saved, and is declined later</li>
    </ul><p>Any date to come, any three digits.</p></details>
  </fieldset>`;
}

/** The payment method that was chosen or typed; what is wrong with it is thrown as the API would answer it. */
export function cardIn(account: StripeAccount, sent: URLSearchParams, saved: Stripe.PaymentMethod[]): string {
  const chosen = sent.get("card") ?? "new";
  if (chosen !== "new") {
    if (!saved.some(({ id }) => id === chosen)) throw invalidRequest("Choose a card.", { param: "card" });
    return chosen;
  }
  const expiry = (sent.get("expiry") ?? "").replaceAll(/\D/g, "").replace(/^(\d\d)20(\d\d)$/, "$1$2");
  const cvc = (sent.get("cvc") ?? "").trim();
  if ((sent.get("number") ?? "").trim() === "" || expiry.length !== 4 || cvc === "")
    throw invalidRequest("Enter the card's number, expiry date and security code.", { param: "card" });
  const card = { number: sent.get("number") ?? "", exp_month: Number(expiry.slice(0, 2)), exp_year: 2000 + Number(expiry.slice(2)), cvc };
  return createFromData(account, { type: "card", card }).id;
}

/** "Visa •••• 4242, until 12/2040" */
export function cardWords({ card, type }: Stripe.PaymentMethod): string {
  if (!card) return type.replaceAll("_", " ");
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${brand} •••• ${card.last4}, until ${String(card.exp_month).padStart(2, "0")}/${card.exp_year}`;
}

export function savedCards(account: StripeAccount, customer: string | null): Stripe.PaymentMethod[] {
  return customer === null ? [] : account.find("payment_methods", "customer", customer).filter(({ type }) => type === "card");
}
