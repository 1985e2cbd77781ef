import type Stripe from "stripe";
import { z } from "zod";
import { invalidParams } from "../errors.ts";
import { addressParam, boolean, emptyable, integer, metadataParam, text } from "../params.ts";
import { bankAccountParam } from "./bank-accounts.ts";

const requested = z.strictObject({ requested: boolean() });

/** What the platform may say of an account at any time. */
export const changeableFields = {
  business_profile: z
    .strictObject({
      mcc: text(4).optional(),
      name: text().optional(),
      product_description: text().optional(),
      support_email: text().optional(),
      support_phone: text().optional(),
      support_url: emptyable(text()).optional(),
      url: text().optional(),
    })
    .optional(),
  capabilities: z.strictObject({ card_payments: requested.optional(), transfers: requested.optional() }).optional(),
  default_currency: text(3).optional(),
  email: text().optional(),
  external_account: bankAccountParam.optional(),
  metadata: metadataParam().optional(),
  settings: z
    .strictObject({
      payments: z.strictObject({ statement_descriptor: text(22).optional() }).optional(),
      payouts: z
        .strictObject({
          debit_negative_balances: boolean().optional(),
          schedule: z
            .strictObject({ delay_days: z.union([z.literal("minimum"), integer()]).optional(), interval: z.enum(["daily", "manual"]).optional() })
            .optional(),
          statement_descriptor: text(22).optional(),
        })
        .optional(),
    })
    .optional(),
};

/** What belongs to the person, and is theirs to change once onboarding has begun. */
export const personalFields = {
  business_type: z.enum(["individual", "company", "non_profit", "government_entity"]).optional(),
  individual: z
    .strictObject({
      address: addressParam().optional(),
      dob: z.strictObject({ day: integer(), month: integer(), year: integer() }).optional(),
      email: text().optional(),
      first_name: text().optional(),
      id_number: text().optional(),
      last_name: text().optional(),
      phone: text().optional(),
      ssn_last_4: text(4).optional(),
    })
    .optional(),
  tos_acceptance: z.strictObject({ date: integer(), ip: text(), user_agent: text().optional(), service_agreement: z.literal("full").optional() }).optional(),
};

export const controllerParam = z.strictObject({
  fees: z.strictObject({ payer: z.enum(["account", "application"]).optional() }).optional(),
  losses: z.strictObject({ payments: z.enum(["application", "stripe"]).optional() }).optional(),
  requirement_collection: z.enum(["application", "stripe"]).optional(),
  stripe_dashboard: z.strictObject({ type: z.enum(["express", "full", "none"]).optional() }).optional(),
});

/** The four properties with their defaults, which together say what the three old types said. */
export function controllerOf(
  given: z.infer<typeof controllerParam> | undefined,
  type: "custom" | "express" | "standard" | undefined,
): Stripe.Account.Controller {
  if (given && type) throw invalidParams("You may only specify one of these parameters: type, controller.", { param: "type" });
  const isOurs = type === "express" || type === "custom";
  const dashboard = type === "express" ? "express" : type === "custom" ? "none" : "full";
  const controller = {
    fees: { payer: given?.fees?.payer ?? (type === "express" ? "application_express" : type === "custom" ? "application_custom" : "account") },
    is_controller: true,
    losses: { payments: given?.losses?.payments ?? (isOurs ? "application" : "stripe") },
    requirement_collection: given?.requirement_collection ?? (type === "custom" ? "application" : "stripe"),
    stripe_dashboard: { type: given?.stripe_dashboard?.type ?? dashboard },
    type: "application",
  } satisfies Stripe.Account.Controller;
  if (controller.requirement_collection === "application" && controller.stripe_dashboard.type !== "none")
    throw invalidParams("When `controller[requirement_collection]=application`, `controller[stripe_dashboard][type]` must be `none`.", { param: "controller" });
  return controller;
}

/** The requirements that the given parameters answer, by the names that Stripe gives them. */
export function fieldsAnswered(given: object, prefix = ""): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (value === undefined || value === null) return [];
    return typeof value === "object" ? fieldsAnswered(value as object, `${name}.`) : [name];
  });
}
