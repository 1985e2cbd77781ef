import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, emptyable, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";

export const portalConfigurationRoutes: Route[] = [
  { method: "POST", path: "/v1/billing_portal/configurations", handle: create },
  { method: "GET", path: "/v1/billing_portal/configurations", handle: list },
  { method: "GET", path: "/v1/billing_portal/configurations/:id", handle: ({ account, id }) => requireConfiguration(account, id) },
  { method: "POST", path: "/v1/billing_portal/configurations/:id", handle: update },
];

const enabled = z.strictObject({ enabled: boolean() });

const configurationFields = {
  business_profile: z
    .strictObject({ headline: emptyable(text(60)).optional(), privacy_policy_url: text().optional(), terms_of_service_url: text().optional() })
    .optional(),
  default_return_url: emptyable(text()).optional(),
  features: z
    .strictObject({
      invoice_history: enabled.optional(),
      payment_method_update: enabled.optional(),
      subscription_cancel: z.strictObject({ enabled: boolean(), mode: z.enum(["at_period_end", "immediately"]).optional() }).optional(),
    })
    .optional(),
  metadata: metadataParam().optional(),
  name: emptyable(text()).optional(),
};

type Fields = z.infer<z.ZodObject<typeof configurationFields>>;

function create({ account, params }: Call): object {
  const given = readParams(z.strictObject(configurationFields), params);
  const configuration = withFields(account, { ...blankConfiguration(account), is_default: false }, given);
  account.put("portal_configurations", configuration);
  account.emit("billing_portal.configuration.created", configuration);
  return configuration;
}

/** The one that is used where none is named; at Stripe the dashboard makes it, here the first use does. */
export function defaultConfiguration(account: StripeAccount): Stripe.BillingPortal.Configuration {
  const known = account.list("portal_configurations").find(({ is_default }) => is_default);
  if (known) return known;
  const made = blankConfiguration(account);
  account.put("portal_configurations", made);
  return made;
}

export function requireConfiguration(account: StripeAccount, id: string, param = "id"): Stripe.BillingPortal.Configuration {
  const configuration = account.get("portal_configurations", id);
  if (!configuration) throw noSuch("configuration", id, param);
  return configuration;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, active: boolean().optional(), is_default: boolean().optional() }), params);
  const found = account
    .list("portal_configurations")
    .filter(({ active, is_default }) => active === (given.active ?? active) && is_default === (given.is_default ?? is_default));
  return listPage({ oldest_first: found, url: "/v1/billing_portal/configurations", params: given, kind: "configuration" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ ...configurationFields, active: boolean().optional() }), params);
  const before = requireConfiguration(account, id);
  const updated = withFields(account, { ...before, active: given.active ?? before.active }, given);
  account.put("portal_configurations", updated);
  account.emit("billing_portal.configuration.updated", updated);
  return updated;
}

function withFields(account: StripeAccount, before: Stripe.BillingPortal.Configuration, given: Fields): Stripe.BillingPortal.Configuration {
  const { features = {}, business_profile = {} } = given;
  const old = before.features;
  return {
    ...before,
    business_profile: {
      headline: business_profile.headline === undefined ? before.business_profile.headline : business_profile.headline,
      privacy_policy_url: business_profile.privacy_policy_url ?? before.business_profile.privacy_policy_url,
      terms_of_service_url: business_profile.terms_of_service_url ?? before.business_profile.terms_of_service_url,
    },
    default_return_url: given.default_return_url === undefined ? before.default_return_url : given.default_return_url,
    features: {
      ...old,
      invoice_history: features.invoice_history ?? old.invoice_history,
      payment_method_update: { ...old.payment_method_update, ...features.payment_method_update },
      subscription_cancel: {
        ...old.subscription_cancel,
        enabled: features.subscription_cancel?.enabled ?? old.subscription_cancel.enabled,
        mode: features.subscription_cancel?.mode ?? old.subscription_cancel.mode,
      },
    },
    metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
    name: given.name === undefined ? before.name : given.name,
    updated: account.seconds(),
  };
}

function blankConfiguration(account: StripeAccount): Stripe.BillingPortal.Configuration {
  const created = account.seconds();
  return {
    id: newId("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: true,
        mode: "at_period_end",
        proration_behavior: "none",
      },
      subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: true,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: created,
  };
}
