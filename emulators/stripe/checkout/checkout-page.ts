import type Stripe from "stripe";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { inWords } from "../currencies.ts";
import { StripeFailure } from "../errors.ts";
import { cardChoice, cardIn, savedCards } from "../hosted/card-choice.ts";
import { closedPage, hostedPage, idIn, redirectTo } from "../hosted/hosted-page.ts";
import { idOf } from "../ids.ts";
import { escapeHtml } from "../pages.ts";
import { platformName } from "../platform.ts";
import { confirmSession } from "./confirm-session.ts";

/** GET shows the page, POST pays; after the bank's page the customer comes back here, and from here to the shop. */
export function respondToCheckout(account: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const session = account.get("checkout_sessions", idIn(request.url));
  if (!session) return closedPage({ status: 404, title: "No such checkout", words: "It may have gone with a reset." });
  if (session.status === "complete") return redirectTo(successAddress(session));
  if (session.status === "expired")
    return closedPage({ status: 410, title: "This checkout has expired", words: "Nothing was charged. Begin again in the shop.", back: session.cancel_url });
  if (request.method !== "POST") return show(account, session, null, lastProblem(account, session));

  const sent = new URLSearchParams(request.body.toString("utf8"));
  try {
    const next = confirmSession(account, session, {
      email: emailIn(sent, session),
      payment_method: cardIn(account, sent, savedCards(account, idOf(session.customer))),
    });
    if (next !== null) return redirectTo(next);
    return redirectTo(successAddress(account.get("checkout_sessions", session.id) ?? session));
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return show(account, account.get("checkout_sessions", session.id) ?? session, sent, error.message);
  }
}

function show(account: StripeAccount, session: Stripe.Checkout.Session, sent: URLSearchParams | null, problem: string | null): EmulatorResponse {
  const lines = account.get("checkout_work", session.id)?.lines ?? [];
  const every = lines[0]?.price?.recurring;
  const amount = session.currency ? inWords(session.amount_total ?? 0, session.currency) : "";
  const title = session.mode === "setup" ? "Save a card" : session.mode === "subscription" ? `Subscribe to ${platformName}` : `Pay ${platformName}`;
  const rhythm = every ? ` every ${every.interval_count === 1 ? every.interval : `${every.interval_count} ${every.interval}s`}` : "";
  const button = session.mode === "setup" ? "Save card" : session.mode === "subscription" ? "Subscribe" : `Pay ${amount}`;
  const email =
    session.customer === null
      ? `<label>Email<input name="email" type="email" autocomplete="email" required value="${escapeHtml(sent?.get("email") ?? session.customer_email ?? "")}"></label>`
      : "";
  return hostedPage({
    title,
    problem,
    body: `${session.mode === "setup" ? "" : `<p><strong>${amount}</strong>${rhythm}</p>`}
      <ul class="lines">${lines.map((line) => `<li><span>${line.quantity ?? 1} × ${escapeHtml(line.description ?? "")}</span> <strong>${inWords(line.amount_total, line.currency)}</strong></li>`).join("")}</ul>
      <form method="post" class="stack">${email}${cardChoice(savedCards(account, idOf(session.customer)), sent)}
        <div class="buttons"><button class="primary">${button}</button></div></form>
      ${session.cancel_url ? `<p><a href="${escapeHtml(session.cancel_url)}">Back to ${platformName}</a></p>` : ""}<p class="small">${session.id}</p>`,
  });
}

/** Why the customer is back without having paid: the bank's page failed, or they turned around on it. */
function lastProblem(account: StripeAccount, { id }: Stripe.Checkout.Session): string | null {
  const intent = account.get("checkout_work", id)?.intent ?? "";
  const error = account.get("payment_intents", intent)?.last_payment_error ?? account.get("setup_intents", intent)?.last_setup_error;
  return error?.message ?? null;
}

function emailIn(sent: URLSearchParams, session: Stripe.Checkout.Session): string | null {
  return sent.get("email")?.trim() || session.customer_email;
}

function successAddress(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}
