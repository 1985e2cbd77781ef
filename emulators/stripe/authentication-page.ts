import type Stripe from "stripe";
import type { EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StripeAccount } from "./account.ts";
import type { Authentication } from "./authentication.ts";
import { failAuthentication, passAuthentication } from "./confirm-payment-intent.ts";
import { inWords } from "./currencies.ts";
import { page } from "./pages.ts";
import { platformName } from "./platform.ts";
import { failSetup, passSetup } from "./setup/confirm-setup-intent.ts";

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

/** GET shows the page, POST outcome=pass or outcome=fail answers the challenge once. */
export function respondToAuthentication(account: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const id = request.url.pathname.split("/").at(-1) ?? "";
  const authentication = account.get("authentications", id);
  const intent = authentication && intentOf(account, authentication);
  if (!authentication || !intent) return page({ status: 404, title: "No such authentication", body: "<p>This authentication does not exist.</p>" });

  const inFrame = request.url.searchParams.get("in") === "frame";
  if (request.method !== "POST") return authentication.state === "open" ? challenge(authentication, intent) : finish(authentication, intent, inFrame);

  const outcome = new URLSearchParams(request.body.toString()).get("outcome") === "pass" ? "passed" : "failed";
  // A second click, or a challenge that another confirmation replaced, changes nothing.
  if (authentication.state !== "open" || intent.status !== "requires_action") return finish(authentication, intent, inFrame);
  const answered: Authentication = { ...authentication, state: outcome };
  account.put("authentications", answered);
  answer(account, intent, outcome);
  return finish(answered, intentOf(account, answered) ?? intent, inFrame);
}

function answer(account: StripeAccount, intent: Intent, outcome: "passed" | "failed"): void {
  if (intent.object === "payment_intent") return outcome === "passed" ? passAuthentication(account, intent) : failAuthentication(account, intent);
  return outcome === "passed" ? passSetup(account, intent) : failSetup(account, intent);
}

function intentOf(account: StripeAccount, { intent }: Authentication): Intent | null {
  return account.get("payment_intents", intent) ?? account.get("setup_intents", intent);
}

function challenge(authentication: Authentication, intent: Intent): EmulatorResponse {
  const isPayment = intent.object === "payment_intent";
  const what = isPayment ? `approve <strong>${inWords(intent.amount, intent.currency)}</strong> for` : "confirm that your card may be saved by";
  return page({
    title: "Authentication",
    scripts: ["/stripe-js/frame/authentication.ts"],
    body: `<main class="challenge">
      <p class="bank">Test bank · 3-D Secure</p>
      <h1>${isPayment ? "Is this payment yours?" : "Is this your card?"}</h1>
      <p>Your bank asks you to ${what} ${platformName}. This is the emulator's test page: choose how the authentication ends.</p>
      <form method="post" class="buttons">
        <button name="outcome" value="pass" class="primary">Complete authentication</button>
        <button name="outcome" value="fail">Fail authentication</button>
      </form>
      <p class="small">${authentication.id}</p>
    </main>`,
  });
}

function finish(authentication: Authentication, intent: Intent, inFrame: boolean): EmulatorResponse {
  if (!inFrame && authentication.return_url) return { status: 303, headers: { location: returnAddress(authentication.return_url, intent) } };
  return page({
    title: "Authentication finished",
    scripts: ["/stripe-js/frame/authentication.ts"],
    attributes: `data-finished="${authentication.id}"`,
    body: '<main class="challenge"><h1>Done</h1><p>You can go back to the shop.</p></main>',
  });
}

function returnAddress(return_url: string, intent: Intent): string {
  const address = new URL(return_url);
  address.searchParams.set(intent.object, intent.id);
  address.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  address.searchParams.set("redirect_status", intent.status === "succeeded" ? "succeeded" : "failed");
  return address.href;
}
