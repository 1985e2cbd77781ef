import type Stripe from "stripe";
import type { EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StripeAccount } from "./account.ts";
import type { Authentication } from "./authentication.ts";
import { failAuthentication, passAuthentication } from "./confirm-payment-intent.ts";
import { inWords } from "./currencies.ts";
import { page } from "./pages.ts";

/** GET shows the page, POST outcome=pass or outcome=fail answers the challenge once. */
export function respondToAuthentication(account: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const id = request.url.pathname.split("/").at(-1) ?? "";
  const authentication = account.get("authentications", id);
  const intent = authentication && account.get("payment_intents", authentication.payment_intent);
  if (!authentication || !intent) return page({ status: 404, title: "No such authentication", body: "<p>This authentication does not exist.</p>" });

  const inFrame = request.url.searchParams.get("in") === "frame";
  if (request.method !== "POST") return authentication.state === "open" ? challenge(authentication, intent) : finish(authentication, intent, inFrame);

  const outcome = new URLSearchParams(request.body.toString()).get("outcome") === "pass" ? "passed" : "failed";
  // A second click, or a challenge that another confirmation replaced, changes nothing.
  if (authentication.state !== "open" || intent.status !== "requires_action") return finish(authentication, intent, inFrame);
  const answered: Authentication = { ...authentication, state: outcome };
  account.put("authentications", answered);
  if (outcome === "passed") passAuthentication(account, intent);
  else failAuthentication(account, intent);
  return finish(answered, account.get("payment_intents", intent.id) ?? intent, inFrame);
}

function challenge(authentication: Authentication, intent: Stripe.PaymentIntent): EmulatorResponse {
  return page({
    title: "Authentication",
    scripts: ["/stripe-js/frame/authentication.ts"],
    body: `<main class="challenge">
      <p class="bank">Test bank · 3-D Secure</p>
      <h1>Is this payment yours?</h1>
      <p>Your bank asks you to approve <strong>${inWords(intent.amount, intent.currency)}</strong> for MaestroHub. This is the emulator's test page: choose how the authentication ends.</p>
      <form method="post" class="buttons">
        <button name="outcome" value="pass" class="primary">Complete authentication</button>
        <button name="outcome" value="fail">Fail authentication</button>
      </form>
      <p class="small">${authentication.id}</p>
    </main>`,
  });
}

function finish(authentication: Authentication, intent: Stripe.PaymentIntent, inFrame: boolean): EmulatorResponse {
  if (!inFrame && authentication.return_url) return { status: 303, headers: { location: returnAddress(authentication.return_url, intent) } };
  return page({
    title: "Authentication finished",
    scripts: ["/stripe-js/frame/authentication.ts"],
    attributes: `data-finished="${authentication.id}"`,
    body: '<main class="challenge"><h1>Done</h1><p>You can go back to the shop.</p></main>',
  });
}

function returnAddress(return_url: string, intent: Stripe.PaymentIntent): string {
  const address = new URL(return_url);
  address.searchParams.set("payment_intent", intent.id);
  address.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  address.searchParams.set("redirect_status", intent.status === "succeeded" ? "succeeded" : "failed");
  return address.href;
}
