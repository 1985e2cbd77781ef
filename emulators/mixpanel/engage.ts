import type { EmulatorContext } from "../emulator.ts";
import { MixpanelRefusal } from "./errors.ts";
import { isRecord } from "./payload.ts";

const profiles = "mixpanel.profiles";

export interface StoredProfile {
  distinct_id: string;
  properties: Record<string, unknown>;
  updated_at: string;
}

/** Takes all changes of profiles in their order, or throws and takes none. https://docs.mixpanel.com/reference/profile-set */
export function engageAll(context: EmulatorContext, things: Record<string, unknown>[]): void {
  for (const change of things.map(readChange)) {
    if (change.operation === "$delete") context.store.remove(profiles, change.distinct_id);
    else apply(context, change);
  }
}

export function listProfiles(context: EmulatorContext): StoredProfile[] {
  return context.store.list<StoredProfile>(profiles);
}

interface Change {
  distinct_id: string;
  operation: string;
  value: unknown;
}

function readChange(thing: Record<string, unknown>): Change {
  const { $token, $distinct_id } = thing;
  if (typeof $token !== "string" || $token === "") throw new MixpanelRefusal("$token, missing or empty");
  if (typeof $distinct_id !== "string" || $distinct_id === "") throw new MixpanelRefusal("$distinct_id, missing or empty");
  const [operation, ...others] = Object.keys(thing).filter((name) => name === "$delete" || Object.hasOwn(operations, name));
  if (!operation || others.length > 0) throw new MixpanelRefusal("exactly one operation is expected, of those that the emulator knows");
  const value = thing[operation];
  const isNames = operation === "$unset" && Array.isArray(value) && value.every((name) => typeof name === "string");
  if (operation !== "$delete" && !isNames && !isRecord(value)) throw new MixpanelRefusal(`${operation}, not of the expected shape`);
  return { distinct_id: $distinct_id, operation, value };
}

function apply(context: EmulatorContext, { distinct_id, operation, value }: Change): void {
  const before = context.store.get<StoredProfile>(profiles, distinct_id)?.properties ?? {};
  const properties = operations[operation]?.(before, value) ?? before;
  context.store.put<StoredProfile>(profiles, distinct_id, { distinct_id, properties, updated_at: context.now().toISOString() });
}

type Properties = Record<string, unknown>;

const operations: Record<string, (before: Properties, value: unknown) => Properties> = {
  $set: (before, value) => ({ ...before, ...(value as Properties) }),
  $set_once: (before, value) => ({ ...(value as Properties), ...before }),
  $unset: (before, value) => Object.fromEntries(Object.entries(before).filter(([name]) => !(value as string[]).includes(name))),
  $add: (before, value) => each(before, value, (old, by) => Number(old ?? 0) + Number(by)),
  $append: (before, value) => each(before, value, (old, one) => [...list(old), one]),
  $union: (before, value) => each(before, value, (old, more) => [...new Set([...list(old), ...list(more)])]),
  $remove: (before, value) => each(before, value, (old, one) => list(old).filter((item) => item !== one)),
};

function each(before: Properties, value: unknown, change: (old: unknown, by: unknown) => unknown): Properties {
  return { ...before, ...Object.fromEntries(Object.entries(value as Properties).map(([name, by]) => [name, change(before[name], by)])) };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
