import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { requireCurrency } from "../currencies.ts";
import { StripeFailure, invalidRequest } from "../errors.ts";
import { newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { definedOnly, listParams, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { accountView } from "./account-object.ts";
import { changeableFields, controllerOf, controllerParam, fieldsAnswered, personalFields } from "./account-params.ts";
import type { CapabilityName, ConnectedAccount } from "./account-record.ts";
import { addBankAccount, replaceBankAccounts } from "./bank-accounts.ts";
import { requireConnectedAccount, saveAccount } from "./connected-account.ts";
import { blankSettings, minimumDelayDays } from "./account-settings.ts";
import { countryOf, fieldsAsked, requireCountry } from "./countries.ts";
import { ownAccount } from "./own-account.ts";

export const accountRoutes: Route[] = [
  { method: "POST", path: "/v1/accounts", handle: create },
  { method: "GET", path: "/v1/accounts", handle: list },
  { method: "GET", path: "/v1/account", connected: true, handle: retrieveCurrent },
  { method: "GET", path: "/v1/accounts/:id", handle: ({ account, id }) => accountView(account, requireConnectedAccount(account, id)) },
  { method: "POST", path: "/v1/accounts/:id", handle: update },
  { method: "DELETE", path: "/v1/accounts/:id", handle: remove },
];

const createParams = z.strictObject({
  ...changeableFields,
  ...personalFields,
  controller: controllerParam.optional(),
  country: text(2).optional(),
  type: z.enum(["custom", "express", "standard"]).optional(),
});

type ChangeableFields = z.infer<z.ZodObject<typeof changeableFields>>;
type PersonalFields = z.infer<z.ZodObject<typeof personalFields>>;

function create({ account: platform, params }: Call): object {
  const given = readParams(createParams, params);
  const blank = blankAccount(platform, { country: requireCountry(given.country ?? "US"), controller: controllerOf(given.controller, given.type) });
  const created = withFields(platform, { ...blank, type: given.type ?? "none" }, given);
  saveAccount(platform, created);
  if (given.external_account) addBankAccount(platform, created, given.external_account);
  return accountView(platform, created);
}

function list({ account: platform, params }: Call): object {
  const given = readParams(z.strictObject(listParams), params);
  const connected = platform.list("accounts").filter(({ state }) => state === "connected");
  return listPage({ oldest_first: connected, url: "/v1/accounts", params: given, kind: "account", show: (account) => accountView(platform, account) });
}

function retrieveCurrent({ account }: Call): object {
  if (account.connected_id === null) return ownAccount();
  return accountView(account.platform, requireConnectedAccount(account.platform, account.connected_id));
}

function update({ account: platform, id, params }: Call): object {
  const given = readParams(z.strictObject({ ...changeableFields, ...personalFields }), params);
  const account = requireConnectedAccount(platform, id);
  const refused = (["business_type", "individual", "tos_acceptance", "email"] as const).find((field) => given[field] !== undefined);
  if (refused && account.onboarding_begun && account.controller.requirement_collection === "stripe") {
    throw new StripeFailure(403, {
      type: "invalid_request_error",
      code: "oauth_not_supported",
      message: `This application does not have the required permissions for the parameter '${refused}' on account '${id}': onboarding has begun, and Stripe collects it.`,
    });
  }
  saveAccount(platform, withFields(platform, account, given));
  if (given.external_account) replaceBankAccounts(platform, account, given.external_account);
  return accountView(platform, requireConnectedAccount(platform, id));
}

function remove({ account: platform, id }: Call): object {
  const account = requireConnectedAccount(platform, id);
  platform.put("accounts", { ...account, state: "deleted" });
  return { id, object: "account", deleted: true } satisfies Stripe.DeletedAccount;
}

function withFields(platform: StripeAccount, account: ConnectedAccount, given: ChangeableFields & PersonalFields): ConnectedAccount {
  const { business_profile, settings, capabilities, individual } = given;
  const answered = fieldsAnswered({ business_profile, business_type: given.business_type, individual, tos_acceptance: given.tos_acceptance });
  const payouts = settings?.payouts;
  const delay_days = payouts?.schedule?.delay_days === "minimum" ? minimumDelayDays : payouts?.schedule?.delay_days;
  if (delay_days !== undefined && (delay_days < minimumDelayDays || delay_days > 31))
    throw invalidRequest(`The payout delay must be from ${minimumDelayDays} to 31 days.`, { param: "settings[payouts][schedule][delay_days]" });
  const old = account.settings.payouts;
  return {
    ...account,
    ...definedOnly({ email: given.email, business_type: given.business_type }),
    default_currency: given.default_currency === undefined ? account.default_currency : requireCurrency(given.default_currency),
    business_profile: { ...account.business_profile, ...definedOnly(business_profile ?? {}) },
    person: { ...account.person, ...definedOnly({ first_name: individual?.first_name, last_name: individual?.last_name }) },
    requested: withCapabilities(platform, account.requested, capabilities),
    missing: account.missing.filter((field) => !answered.includes(field)),
    tos_accepted_at: given.tos_acceptance?.date ?? account.tos_accepted_at,
    settings: {
      ...account.settings,
      payments: { ...account.settings.payments, ...definedOnly(settings?.payments ?? {}) },
      ...(old && {
        payouts: {
          ...old,
          ...definedOnly({ debit_negative_balances: payouts?.debit_negative_balances, statement_descriptor: payouts?.statement_descriptor }),
          schedule: { ...old.schedule, ...definedOnly({ delay_days, interval: payouts?.schedule?.interval }) },
        },
      }),
    },
    metadata: mergeMetadata(account.metadata, given.metadata),
  };
}

function withCapabilities(
  platform: StripeAccount,
  known: ConnectedAccount["requested"],
  given: ChangeableFields["capabilities"],
): ConnectedAccount["requested"] {
  const changed = { ...known };
  for (const [name, wish] of Object.entries(given ?? {}) as [CapabilityName, { requested: boolean } | undefined][]) {
    if (wish?.requested) changed[name] ??= platform.seconds();
    else if (wish) delete changed[name];
  }
  return changed;
}

function blankAccount(platform: StripeAccount, { country, controller }: { country: string; controller: Stripe.Account.Controller }): ConnectedAccount {
  return {
    id: newId("acct", 16),
    created: platform.seconds(),
    country,
    default_currency: countryOf(country).currency,
    email: null,
    type: "none",
    controller,
    business_type: null,
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      name: null,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    person: { first_name: null, last_name: null },
    settings: blankSettings(),
    metadata: {},
    tos_accepted_at: null,
    requested: {},
    missing: fieldsAsked(country),
    details_submitted: false,
    verification: "not_begun",
    demanded: { currently_due: [], past_due: [], current_deadline: null },
    onboarding_begun: false,
    state: "connected",
  };
}
