import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { StripeAccount } from "./account.ts";
import { accountLinkRoutes } from "./accounts/account-links.ts";
import { accountRoutes } from "./accounts/accounts.ts";
import { bankAccountRoutes } from "./accounts/bank-accounts.ts";
import { capabilityRoutes } from "./accounts/capabilities.ts";
import { requireConnectedAccount } from "./accounts/connected-account.ts";
import { loginLinkRoutes } from "./accounts/login-links.ts";
import { publishableKeyRefused, requireCaller } from "./api-keys.ts";
import { attachmentRoutes } from "./attach-payment-method.ts";
import { balanceRoutes } from "./balance/balance.ts";
import { balanceTransactionRoutes } from "./balance/balance-transactions.ts";
import { invoicePaymentRoutes } from "./billing/invoice-payments.ts";
import { invoiceRoutes } from "./billing/invoices.ts";
import { priceRoutes } from "./billing/prices.ts";
import { productRoutes } from "./billing/products.ts";
import { subscriptionItemRoutes } from "./billing/subscription-items.ts";
import { subscriptionRoutes } from "./billing/subscriptions.ts";
import { chargeRoutes } from "./charges.ts";
import { checkoutSessionRoutes } from "./checkout/sessions.ts";
import { customerRoutes } from "./customers.ts";
import { disputeRoutes } from "./disputes/disputes.ts";
import { StripeFailure, envelope, invalidParams } from "./errors.ts";
import { eventRoutes } from "./events.ts";
import { expandPaths } from "./expand.ts";
import { parseForm } from "./form.ts";
import type { Form } from "./form.ts";
import type { Idempotency } from "./idempotency.ts";
import { newId } from "./ids.ts";
import { paymentIntentRoutes } from "./payment-intents.ts";
import { paymentMethodRoutes } from "./payment-methods.ts";
import { payoutRoutes } from "./payouts/payouts.ts";
import { platformId } from "./platform.ts";
import { portalConfigurationRoutes } from "./portal/configurations.ts";
import { portalSessionRoutes } from "./portal/portal-sessions.ts";
import { earlyFraudWarningRoutes } from "./radar/early-fraud-warnings.ts";
import { refundRoutes } from "./refunds.ts";
import { createRouter } from "./router.ts";
import type { Call, Route } from "./router.ts";
import { setupIntentRoutes } from "./setup/setup-intents.ts";
import { transferReversalRoutes } from "./transfers/transfer-reversals.ts";
import { transferRoutes } from "./transfers/transfers.ts";
import { apiVersion } from "./version.ts";
import { webhookEndpointRoutes } from "./webhook-endpoints.ts";

const findRoute = createRouter([
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...balanceTransactionRoutes,
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...attachmentRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...accountRoutes,
  ...capabilityRoutes,
  ...bankAccountRoutes,
  ...accountLinkRoutes,
  ...loginLinkRoutes,
  ...balanceRoutes,
  ...transferRoutes,
  ...transferReversalRoutes,
  ...payoutRoutes,
  ...disputeRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...subscriptionRoutes,
  ...subscriptionItemRoutes,
  ...invoiceRoutes,
  ...invoicePaymentRoutes,
  ...checkoutSessionRoutes,
  ...portalConfigurationRoutes,
  ...portalSessionRoutes,
  ...earlyFraudWarningRoutes,
]);

/** Answers /v1/…: key, version, route, idempotency, then the resource's handler, then expansion. */
export function createApi(parts: { account: StripeAccount; idempotency: Idempotency; latencyMs: () => number }) {
  const { account: platform, idempotency, latencyMs } = parts;

  return async function api(request: EmulatorRequest): Promise<EmulatorResponse> {
    if (request.method === "OPTIONS") return { status: 204, headers: corsHeaders };
    const request_id = newId("req", 14);
    try {
      return await answer(request, request_id);
    } catch (error) {
      if (error instanceof StripeFailure) return respond(failed(error, request_id), request_id);
      throw error;
    }
  };

  async function answer(request: EmulatorRequest, request_id: string): Promise<EmulatorResponse> {
    const { key: caller_key, access } = requireCaller(request.headers.authorization);
    requireKnownVersion(request.headers["stripe-version"]);
    const endpoint = request.url.pathname.replace(/\/$/, "");
    const found = findRoute(request.method, endpoint);
    if (!found)
      throw new StripeFailure(404, {
        type: "invalid_request_error",
        message: `Unrecognized request URL (${request.method}: ${endpoint}). Please see https://stripe.com/docs, or what the emulator knows in emulators/stripe.`,
      });
    if (access === "publishable" && !found.route.publishable) throw publishableKeyRefused();
    const account = booksFor(request.headers["stripe-account"], found.route);

    const { expand, ...params } = readForm(request);
    const idempotency_key = request.method === "POST" ? (request.headers["idempotency-key"] ?? null) : null;
    const run = () => execute(found.route, { account, id: found.id, sub: found.sub, params, access }, expand, { id: request_id, idempotency_key });
    if (idempotency_key === null) {
      await sleepIfAsked();
      return respond(run(), request_id);
    }

    const call = {
      caller_key: `${caller_key}${account.connected_id ?? ""}`,
      idempotency_key,
      endpoint,
      fingerprint: JSON.stringify(sorted({ ...params, expand: expand ?? [] })),
    };
    const remembered = idempotency.begin(call);
    if (remembered)
      return respond(remembered, request_id, { "idempotency-key": idempotency_key, "original-request": remembered.request_id, "idempotent-replayed": "true" });
    try {
      await sleepIfAsked();
      const outcome = run();
      if (!outcome.before_execution) idempotency.finish(call, { request_id, status: outcome.status, body: outcome.body });
      return respond(outcome, request_id, { "idempotency-key": idempotency_key, "original-request": request_id });
    } finally {
      idempotency.release(call);
    }
  }

  function booksFor(connected_id: string | undefined, route: Route): StripeAccount {
    if (connected_id === undefined) return platform;
    if (connected_id === platformId) return platform;
    const { id } = requireConnectedAccount(platform, connected_id);
    if (!route.connected)
      throw invalidParams(`The emulator does not carry out ${route.method} ${route.path} for a connected account: leave out the Stripe-Account header.`);
    return platform.connected(id);
  }

  async function sleepIfAsked(): Promise<void> {
    if (latencyMs() > 0) await sleep(latencyMs());
  }

  function execute(route: Route, call: Call, expand: Form[string] | undefined, cause: StripeAccount["cause"]): Outcome {
    platform.cause = cause;
    try {
      const paths = readExpand(expand);
      return { status: 200, body: worded(expandPaths(call.account, route.handle(call), paths)) };
    } catch (error) {
      if (error instanceof StripeFailure) return failed(error, cause?.id ?? "");
      throw error;
    } finally {
      platform.cause = null;
    }
  }
}

/** An answer of the API for faults, e.g. 429 or 500, worded as Stripe words it. */
export function faultyAnswer(status: number): EmulatorResponse {
  const request_id = newId("req", 14);
  const body =
    status === 429
      ? ({
          type: "invalid_request_error",
          code: "rate_limit",
          message: "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
        } as const)
      : ({ type: "api_error", message: "An error occurred on the emulator's side, as a fault asked for." } as const);
  return respond({ status, body: worded(envelope(body, request_id)) }, request_id);
}

interface Outcome {
  status: number;
  body: string;
  before_execution?: boolean;
}

function failed(failure: StripeFailure, request_id: string): Outcome {
  return { status: failure.status, body: worded(envelope(failure.body, request_id)), before_execution: failure.before_execution };
}

function respond(outcome: Outcome, request_id: string, headers: Record<string, string> = {}): EmulatorResponse {
  return {
    status: outcome.status,
    headers: {
      "content-type": "application/json",
      "request-id": request_id,
      "stripe-version": apiVersion,
      "cache-control": "no-cache, no-store",
      ...corsHeaders,
      ...headers,
    },
    body: outcome.body,
  };
}

const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, stripe-version",
  "access-control-expose-headers": "Request-Id, Stripe-Version",
  "access-control-max-age": "300",
};

function worded(body: object): string {
  return JSON.stringify(body, null, 2);
}

function requireKnownVersion(version: string | undefined): void {
  if (version !== undefined && version !== apiVersion) throw invalidParams(`The emulator speaks the API version ${apiVersion}, not ${version}.`);
}

function readForm(request: EmulatorRequest): Form {
  if (request.method !== "POST" || request.body.length === 0) return parseForm(request.url.search.slice(1));
  if ((request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return parseForm(request.body.toString("utf8"));
  throw invalidParams("Invalid request: send the parameters form-encoded (application/x-www-form-urlencoded).");
}

function readExpand(expand: Form[string] | undefined): string[] {
  if (expand === undefined) return [];
  if (Array.isArray(expand) && expand.every((path) => typeof path === "string")) return expand;
  throw invalidParams("Invalid array", { param: "expand" });
}

/** The same parameters in another order are the same parameters. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
