import type Stripe from "stripe";

/** The types that the installed package declares, and no other. */
export type EventType = Stripe.Event["type"];

/** What an event of a type is about. */
export type EventObject<Type extends EventType> = EventObjects[Type];
type EventObjects = { [E in Stripe.Event as E["type"]]: E["data"]["object"] };

/** "charge.*" takes every event whose type begins with "charge.". */
export function matchesType(type: string, pattern: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
