import { invalidRequest } from "./errors.ts";

/** Merges as Stripe does: given keys are set, an empty string takes a key away, null takes all away. */
export function mergeMetadata(known: Record<string, string>, given: Record<string, string> | null | undefined): Record<string, string> {
  if (given === undefined) return known;
  if (given === null) return {};
  const merged = Object.fromEntries(Object.entries({ ...known, ...given }).filter(([, value]) => value !== ""));
  if (Object.keys(merged).length > 50) throw invalidRequest("You can have at most 50 metadata keys.", { param: "metadata" });
  return merged;
}
