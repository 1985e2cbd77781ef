import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { invalidRequest, noSuch } from "./errors.ts";
import { newId } from "./ids.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { platformApplication } from "./platform.ts";
import { boolean, emptyable, listParams, metadataParam, readParams, text } from "./params.ts";
import type { Call, Route } from "./router.ts";

export const webhookEndpointRoutes: Route[] = [
  { method: "POST", path: "/v1/webhook_endpoints", handle: create },
  { method: "GET", path: "/v1/webhook_endpoints", handle: list },
  { method: "GET", path: "/v1/webhook_endpoints/:id", handle: ({ account, id }) => view(requireEndpoint(account, id)) },
  { method: "POST", path: "/v1/webhook_endpoints/:id", handle: update },
  { method: "DELETE", path: "/v1/webhook_endpoints/:id", handle: remove },
];

/** `connect`: it hears of connected accounts in place of the platform, which Stripe keeps to itself after the creation. */
export type StoredEndpoint = Stripe.WebhookEndpoint & { secret: string; connect: boolean };

const endpointFields = {
  url: text().optional(),
  enabled_events: z.array(text()).min(1).optional(),
  description: emptyable(text()).optional(),
  metadata: metadataParam().optional(),
};

/** Sets the endpoints that the environment or a test names, in place of all that are there. */
export function replaceEndpoints(account: StripeAccount, wanted: { url: string; secret: string; connect: boolean }[]): StoredEndpoint[] {
  for (const { id } of account.list("webhook_endpoints")) account.remove("webhook_endpoints", id);
  return wanted.map(({ url, secret, connect }) => {
    const endpoint = { ...blankEndpoint(account, connect), url: requireUrl(url), secret };
    account.put("webhook_endpoints", endpoint);
    return endpoint;
  });
}

function create({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...endpointFields,
      url: text(),
      enabled_events: z.array(text()).min(1),
      api_version: text().optional(),
      connect: boolean().optional(),
    }),
    params,
  );
  const endpoint: StoredEndpoint = {
    ...blankEndpoint(account, given.connect ?? false),
    url: requireUrl(given.url),
    enabled_events: given.enabled_events,
    description: given.description ?? null,
    metadata: mergeMetadata({}, given.metadata),
  };
  account.put("webhook_endpoints", endpoint);
  return { ...view(endpoint), secret: endpoint.secret };
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject(listParams), params);
  return listPage({ oldest_first: account.list("webhook_endpoints").map(view), url: "/v1/webhook_endpoints", params: given, kind: "webhook endpoint" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ ...endpointFields, disabled: boolean().optional() }), params);
  const endpoint = requireEndpoint(account, id);
  const updated: StoredEndpoint = {
    ...endpoint,
    url: given.url === undefined ? endpoint.url : requireUrl(given.url),
    enabled_events: given.enabled_events ?? endpoint.enabled_events,
    description: given.description === undefined ? endpoint.description : given.description,
    metadata: mergeMetadata(endpoint.metadata, given.metadata),
    status: given.disabled === undefined ? endpoint.status : given.disabled ? "disabled" : "enabled",
  };
  account.put("webhook_endpoints", updated);
  return view(updated);
}

function remove({ account, id }: Call): object {
  requireEndpoint(account, id);
  account.remove("webhook_endpoints", id);
  return { id, object: "webhook_endpoint", deleted: true };
}

function requireEndpoint(account: StripeAccount, id: string): StoredEndpoint {
  const endpoint = account.get("webhook_endpoints", id);
  if (!endpoint) throw noSuch("webhook endpoint", id);
  return endpoint;
}

/** The signing secret is shown once, by the call that makes the endpoint. */
function view({ secret: _secret, connect: _connect, ...endpoint }: StoredEndpoint): Stripe.WebhookEndpoint {
  return endpoint;
}

function requireUrl(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalidRequest("Invalid URL: An explicit scheme (such as https) must be provided.", { code: "url_invalid", param: "url" });
  return url;
}

function blankEndpoint(account: StripeAccount, connect: boolean): StoredEndpoint {
  return {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: null,
    application: connect ? platformApplication : null,
    connect,
    created: account.seconds(),
    description: null,
    enabled_events: ["*"],
    livemode: false,
    metadata: {},
    secret: newId("whsec", 32),
    status: "enabled",
    url: "",
  };
}
