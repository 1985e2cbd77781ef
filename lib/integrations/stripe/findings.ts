import type { FindingTable } from "@/lib/probes/finding-entry";

const checkNow = "Press “Check now” here.";
const webhooks = "Open Stripe, Developers, Webhooks.";

export const stripeFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "Stripe refuses our secret key.",
    detail: "It answered 401: the key was rolled, deleted, or copied with a part missing.",
    steps: [
      "Open Stripe, Developers, API keys, in the mode you mean (test or live).",
      "Copy the secret key into STRIPE_SECRET_KEY and the publishable one of the same mode into STRIPE_PUBLISHABLE_KEY.",
      "Restart the app, then press “Check now”.",
    ],
  },
  mode_mixed: {
    state: "misconfigured",
    cause: "The secret key is a {secret_mode} key and the publishable key a {publishable_mode} one.",
    detail: "A card that is entered under one mode does not exist in the other (“No such payment_intent”).",
    steps: [
      "Decide for test or live.",
      "Set STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET from that mode’s pages.",
      "Restart the app, then press “Check now”.",
    ],
  },
  scope_missing: {
    state: "misconfigured",
    cause: "The restricted key of Stripe may not do what we need.",
    detail: "It answered 403 when we asked for {what}.",
    steps: [
      "Open Stripe, Developers, API keys, and the restricted key.",
      "Allow: PaymentIntents, Refunds, Customers, Connect, Transfers, Checkout Sessions, Subscriptions, Customer portal, Products and Prices to write; Invoices, Events and Webhook endpoints to read.",
      checkNow,
    ],
  },
  webhook_missing: {
    state: "misconfigured",
    cause: "Stripe has no webhook endpoint for this site.",
    detail: "None of its {count} endpoints is {url}. Payments are still found by asking every five minutes.",
    steps: [
      webhooks,
      "Add the endpoint {url} with the events that docs/integrations/stripe.md lists.",
      "Copy its signing secret into STRIPE_WEBHOOK_SECRET and restart the app.",
      checkNow,
    ],
  },
  webhook_disabled: {
    state: "misconfigured",
    cause: "The webhook endpoint is switched off at Stripe.",
    detail: "Stripe switches off an endpoint that failed for days. Payments are still found by asking every five minutes.",
    steps: [webhooks, "Open {url} and press “Enable”.", "Look at its failed deliveries for the reason.", checkNow],
  },
  webhook_events_missing: {
    state: "misconfigured",
    cause: "The webhook endpoint does not get every event that we follow.",
    detail: "Missing: {events}.",
    steps: [webhooks, "Open {url}, “Update details”, and add the missing events.", checkNow],
  },
  prices_missing: {
    state: "degraded",
    cause: "Stripe lacks prices of the sponsorships.",
    detail: "{count} are missing or say another amount than we do, {first} among them. Sessions are paid for all the same; nobody can become sponsored by these.",
    steps: ["Run `npm run stripe:prices` with the keys of this site. It may be repeated.", checkNow],
  },
  webhook_secret_wrong: {
    state: "misconfigured",
    cause: "STRIPE_WEBHOOK_SECRET does not fit: Stripe’s events arrive and their signature is refused.",
    detail: "{count} events wait at Stripe. Payments are still found by asking every five minutes.",
    steps: [
      webhooks,
      "Open {url} and press “Reveal” under Signing secret. An endpoint of the Stripe CLI has a secret of its own.",
      "Copy it into STRIPE_WEBHOOK_SECRET and restart the app.",
      "Stripe sends what waits again by itself; then press “Check now”.",
    ],
  },
  webhook_not_received: {
    state: "degraded",
    cause: "Stripe sends events that do not arrive.",
    detail: "{count} events are undelivered, the oldest for {minutes} minutes. Payments are still found by asking every five minutes.",
    steps: [
      "Open {url} from outside: it must answer, and neither a firewall nor Cloudflare may stand before it.",
      "Open Stripe, Developers, Webhooks, and read the failed delivery.",
      "Stripe sends what waits again by itself; then press “Check now”.",
    ],
  },
  connect_secret_missing: {
    state: "degraded",
    cause: "Stripe cannot tell us of coaches’ accounts: STRIPE_CONNECT_WEBHOOK_SECRET is not set.",
    detail: "Events of connected accounts go to an endpoint with a secret of its own. Until then we read each account once an hour or a day.",
    steps: [
      webhooks,
      "Add an endpoint {url} that listens to events on connected accounts, with the events that docs/integrations/stripe.md lists.",
      "Copy its signing secret into STRIPE_CONNECT_WEBHOOK_SECRET and restart the app.",
      checkNow,
    ],
  },
  connect_webhook_missing: {
    state: "degraded",
    cause: "Stripe has no webhook endpoint for coaches’ accounts.",
    detail: "No endpoint is {url}. Until then we read each account once an hour or a day.",
    steps: [
      webhooks,
      "Add an endpoint {url} that listens to events on connected accounts, with the events that docs/integrations/stripe.md lists.",
      "Copy its signing secret into STRIPE_CONNECT_WEBHOOK_SECRET and restart the app.",
      checkNow,
    ],
  },
};
