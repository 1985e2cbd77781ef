import type Stripe from "stripe";
import { z } from "zod";
import { invalidParams } from "./errors.ts";
import type { StripeFailure } from "./errors.ts";
import type { Form } from "./form.ts";

/** Reads form parameters by a strict schema; whatever does not fit becomes the error that Stripe would answer. */
export function readParams<T>(schema: z.ZodType<T>, form: Form): T {
  const parsed = schema.safeParse(form, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw failureOf(parsed.error.issues[0]);
}

export const integer = () =>
  z.string().transform((value, context) => {
    if (/^-?\d{1,15}$/.test(value)) return Number(value);
    if (value === "") refuse(context, "parameter_invalid_empty", emptyMessage);
    else refuse(context, "parameter_invalid_integer", `Invalid integer: ${value}`);
    return z.NEVER;
  });

export const boolean = () =>
  z.string().transform((value, context) => {
    if (value === "true" || value === "false") return value === "true";
    refuse(context, "parameter_invalid_boolean", `Invalid boolean: ${value}`);
    return z.NEVER;
  });

export const text = (longest = 5000) =>
  z.string().transform((value, context) => {
    if (value === "") refuse(context, "parameter_invalid_empty", emptyMessage);
    if (value.length > longest) refuse(context, "parameter_invalid_string_length", `Invalid string: must be at most ${longest} characters`);
    return value;
  });

/** An empty string takes the value away. */
export const emptyable = <T>(schema: z.ZodType<T>) => z.union([z.literal("").transform(() => null), schema]);

export const metadataParam = () =>
  z.union([
    z.literal("").transform(() => null),
    z.record(z.string(), z.string()).superRefine((metadata, context) => {
      for (const [key, value] of Object.entries(metadata)) {
        if (key.length > 40) refuse(context, "parameter_invalid_string_length", `Metadata keys can be at most 40 characters long: ${key}`);
        if (value.length > 500) refuse(context, "parameter_invalid_string_length", "Metadata values can have up to 500 characters.");
      }
    }),
  ]);

/** A moment, or a range of them. */
export const rangeParam = z.union([
  integer(),
  z.strictObject({ gt: integer().optional(), gte: integer().optional(), lt: integer().optional(), lte: integer().optional() }),
]);

/** What every list takes. */
export const listParams = {
  limit: integer().optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
  created: rangeParam.optional(),
};

export const addressParam = () => {
  const line = emptyable(text()).optional();
  return z.strictObject({ city: line, country: line, line1: line, line2: line, postal_code: line, state: line });
};

export const shippingParam = () =>
  z.strictObject({ address: addressParam(), name: text(), carrier: text().optional(), phone: text().optional(), tracking_number: text().optional() });

/** Drops the keys whose value was not given, so that a spread keeps what is there. */
export function definedOnly<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

export function fullAddress(given: Partial<Record<keyof Stripe.Address, string | null | undefined>>): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}

const emptyMessage = "You passed an empty string. We assume empty values are an attempt to unset a parameter; however this parameter cannot be unset.";

function refuse(context: z.RefinementCtx, code: string, message: string): void {
  context.addIssue({ code: "custom", message, params: { code } });
}

function failureOf(issue: z.core.$ZodIssue | undefined): StripeFailure {
  if (!issue) return invalidParams("The parameters cannot be read.");
  const at = (path: PropertyKey[]) => path.map((key, position) => (position === 0 ? String(key) : `[${String(key)}]`)).join("");
  const param = at(issue.path);

  if (issue.code === "unrecognized_keys") {
    const unknown = at([...issue.path, issue.keys[0] ?? ""]);
    return invalidParams(`Received unknown parameter: ${unknown}`, { code: "parameter_unknown", param: unknown });
  }
  if (issue.code === "invalid_union") {
    // The branch that got furthest knows best what is wrong.
    const branches = issue.errors.flat();
    const best = branches.find(({ code }) => code === "unrecognized_keys" || code === "custom") ?? branches.at(-1);
    return failureOf(best && { ...best, path: [...issue.path, ...best.path] });
  }
  if (issue.code === "custom") return invalidParams(issue.message, { code: String(issue.params?.code), param });
  if (issue.input === undefined) return invalidParams(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  if (issue.code === "invalid_value") return invalidParams(`Invalid ${param}: must be one of ${issue.values.join(", ")}`, { param });
  return invalidParams(`Invalid value for ${param}: ${issue.message}`, { param });
}
