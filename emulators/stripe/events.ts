import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { invalidParams, noSuch } from "./errors.ts";
import { matchesType } from "./event-types.ts";
import type { EventType } from "./event-types.ts";
import { newId } from "./ids.ts";
import { listPage } from "./lists.ts";
import { boolean, listParams, readParams, text } from "./params.ts";
import type { Call, Route } from "./router.ts";
import { apiVersion } from "./version.ts";
import { endpointsFor, queueDeliveries } from "./webhook-delivery.ts";

export const eventRoutes: Route[] = [
  { method: "GET", path: "/v1/events", connected: true, handle: list },
  { method: "GET", path: "/v1/events/:id", connected: true, handle: retrieve },
];

/** Keeps the object as it was at this moment, and sends the event to the endpoints that want it. */
export function recordEvent(
  account: StripeAccount,
  { type, object, previous_attributes }: { type: EventType; object: object; previous_attributes?: object | undefined },
): void {
  const endpoints = endpointsFor(account, type);
  const event = {
    id: newId("evt"),
    object: "event",
    ...(account.connected_id === null ? {} : { account: account.connected_id }),
    api_version: apiVersion,
    created: account.seconds(),
    data: previous_attributes ? { object, previous_attributes } : { object },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { id: account.cause?.id ?? null, idempotency_key: account.cause?.idempotency_key ?? null },
    type,
  } as unknown as Stripe.Event;
  account.put("events", event);
  queueDeliveries(account, event, endpoints);
}

function retrieve({ account, id }: Call): object {
  const event = account.get("events", id);
  if (!event) throw noSuch("event", id);
  return event;
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({ ...listParams, type: text().optional(), types: z.array(text()).max(20).optional(), delivery_success: boolean().optional() }),
    params,
  );
  if (given.type !== undefined && given.types !== undefined)
    throw invalidParams("You may only specify one of these parameters: type, types.", { param: "types" });
  const wanted = given.types ?? (given.type === undefined ? ["*"] : [given.type]);
  const found = account
    .list("events")
    .filter((event) => wanted.some((pattern) => matchesType(event.type, pattern)))
    .filter((event) => given.delivery_success === undefined || given.delivery_success === (event.pending_webhooks === 0));
  return listPage({ oldest_first: found, url: "/v1/events", params: given, kind: "event" });
}
