import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { requireCustomer } from "../customers.ts";
import { invalidParams, noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { defaultConfiguration, requireConfiguration } from "./configurations.ts";

export const portalSessionRoutes: Route[] = [{ method: "POST", path: "/v1/billing_portal/sessions", handle: create }];

/** How long the page may be used. */
export const secondsUsable = 3600;

const afterCompletion = z.strictObject({ type: z.enum(["portal_homepage", "redirect"]), redirect: z.strictObject({ return_url: text() }).optional() });

const flowParam = z.strictObject({
  type: z.enum(["payment_method_update", "subscription_cancel"]),
  after_completion: afterCompletion.optional(),
  subscription_cancel: z.strictObject({ subscription: text() }).optional(),
});

function create({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      customer: text(),
      configuration: text().optional(),
      flow_data: flowParam.optional(),
      locale: text().optional(),
      return_url: text().optional(),
    }),
    params,
  );
  const customer = requireCustomer(account, given.customer, "customer");
  const configuration = given.configuration === undefined ? defaultConfiguration(account) : requireConfiguration(account, given.configuration, "configuration");
  const return_url = given.return_url ?? configuration.default_return_url;
  if (return_url !== null && !URL.canParse(return_url)) throw invalidParams("Not a valid URL", { code: "url_invalid", param: "return_url" });
  const id = newId("bps");
  const session: Stripe.BillingPortal.Session = {
    id,
    object: "billing_portal.session",
    after_expiration: null,
    configuration: configuration.id,
    created: account.seconds(),
    customer: customer.id,
    customer_account: null,
    flow: given.flow_data ? flowOf(account, customer.id, given.flow_data) : null,
    livemode: false,
    locale: (given.locale ?? null) as Stripe.BillingPortal.Session.Locale | null,
    on_behalf_of: null,
    return_url,
    url: `${account.base_url}/stripe/portal/${newId("p", 32)}`,
  };
  account.put("portal_sessions", session);
  account.emit("billing_portal.session.created", session);
  return session;
}

function flowOf(account: StripeAccount, customer: string, given: z.infer<typeof flowParam>): Stripe.BillingPortal.Session.Flow {
  const subscription = given.subscription_cancel?.subscription;
  if (given.type === "subscription_cancel") {
    if (subscription === undefined)
      throw invalidParams("Missing required param: flow_data[subscription_cancel].", { code: "parameter_missing", param: "flow_data[subscription_cancel]" });
    if (account.get("subscriptions", subscription)?.customer !== customer)
      throw noSuch("subscription", subscription, "flow_data[subscription_cancel][subscription]");
  }
  const redirect = given.after_completion?.redirect;
  return {
    after_completion: { hosted_confirmation: null, redirect: redirect ?? null, type: given.after_completion?.type ?? "portal_homepage" },
    customer_update: null,
    subscription_cancel: subscription === undefined ? null : { retention: null, subscription },
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: given.type,
  };
}
