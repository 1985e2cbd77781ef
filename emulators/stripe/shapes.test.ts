import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Stripe from "stripe";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, payWith, startForTest } from "./testing.ts";

/** The package's declarations say which fields are always there: none of them may be missing here. */
const declarations = join(import.meta.dirname, "../../node_modules/stripe/esm/resources");

let emulator: Awaited<ReturnType<typeof startForTest>>;
let samples: Record<string, { file: string; name: string; objects: object[] }>;

beforeAll(async () => {
  emulator = await startForTest();
  samples = await collect(emulator.stripe);
});
afterAll(() => emulator.close());

describe("every field that the package declares as present is present", () => {
  it.each(["PaymentIntent", "Charge", "Refund", "BalanceTransaction", "Event", "Customer", "PaymentMethod", "WebhookEndpoint"])("%s", (kind) => {
    const { file, name, objects } = samples[kind]!;
    const shapes = readShapes(join(declarations, file));
    expect(shapes.get(name)?.size).toBeGreaterThan(5);
    expect(objects.length).toBeGreaterThan(0);
    for (const object of objects) expect(missingFields(shapes, name, object)).toEqual([]);
  });

  it("notices a field that is missing, also inside", () => {
    const shapes = readShapes(join(declarations, "Charges.d.ts"));
    const [charge] = samples.Charge!.objects as Stripe.Charge[];
    const { transfer_group: _left, ...rest } = charge!;
    expect(missingFields(shapes, "Charge", rest)).toEqual(["Charge.transfer_group"]);
    const card = { ...charge!.payment_method_details!.card, network_transaction_id: undefined };
    expect(missingFields(shapes, "Charge", { ...charge, payment_method_details: { type: "card", card } })).toEqual([
      "Charge.PaymentMethodDetails.Card.network_transaction_id",
    ]);
  });
});

async function collect(stripe: Stripe) {
  const customer = await stripe.customers.create({ shipping: { name: "Maya", address: { line1: "1 Road" } }, address: { city: "Pune" } });
  const created = await stripe.paymentIntents.create({ amount: 4000, currency: "usd" });
  const paid = await payWith(stripe, "pm_card_visa", { capture_method: "automatic", shipping: { name: "Maya", address: { line1: "1 Road" } } });
  const waiting = await payWith(stripe, "pm_card_authenticationRequired", { return_url: "https://example.com" });
  await failureOf(payWith(stripe, "pm_card_chargeDeclined"));
  await payWith(stripe, "pm_usBankAccount_processing", { automatic_payment_methods: undefined as never, allowed_payment_method_types: ["us_bank_account"] });
  await fetch(waiting.next_action?.redirect_to_url?.url ?? "", { method: "POST", body: "outcome=pass", redirect: "manual" });
  await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await stripe.refunds.create({ payment_intent: paid.id });
  await stripe.paymentIntents.cancel(created.id);
  await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:1/", enabled_events: ["source.failed"] });

  const intents = (await stripe.paymentIntents.list({ limit: 100 })).data;
  return {
    PaymentIntent: { file: "PaymentIntents.d.ts", name: "PaymentIntent", objects: [created, waiting, ...intents] },
    Charge: { file: "Charges.d.ts", name: "Charge", objects: (await stripe.charges.list()).data },
    Refund: { file: "Refunds.d.ts", name: "Refund", objects: (await stripe.refunds.list()).data },
    BalanceTransaction: { file: "BalanceTransactions.d.ts", name: "BalanceTransaction", objects: (await stripe.balanceTransactions.list()).data },
    Event: { file: "Events.d.ts", name: "EventBase", objects: (await stripe.events.list({ limit: 100 })).data },
    Customer: { file: "Customers.d.ts", name: "Customer", objects: (await stripe.customers.list()).data },
    PaymentMethod: { file: "PaymentMethods.d.ts", name: "PaymentMethod", objects: (await stripe.paymentMethods.list({ customer: customer.id })).data },
    WebhookEndpoint: { file: "WebhookEndpoints.d.ts", name: "WebhookEndpoint", objects: (await stripe.webhookEndpoints.list()).data },
  };
}

/** Interfaces by their full name ("Charge.PaymentMethodDetails.Card"), each with its fields. */
type Shapes = Map<string, Map<string, { optional: boolean; type: string }>>;

function readShapes(file: string): Shapes {
  const shapes: Shapes = new Map();
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node)) {
      const fields = node.members
        .filter(ts.isPropertySignature)
        .map((field) => [field.name.getText(), { optional: field.questionToken !== undefined, type: field.type?.getText() ?? "" }] as const);
      shapes.set(prefix + node.name.text, new Map(fields));
    }
    if (ts.isModuleDeclaration(node)) node.body?.forEachChild((child) => visit(child, `${prefix}${node.name.getText()}.`));
    else ts.forEachChild(node, (child) => visit(child, prefix));
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true), "");
  return shapes;
}

function missingFields(shapes: Shapes, name: string, value: object): string[] {
  return [...(shapes.get(name) ?? [])].flatMap(([field, { optional, type }]) => {
    const inner = (value as Record<string, unknown>)[field];
    if (inner === undefined) return optional ? [] : [`${name}.${field}`];
    const declared = resolve(shapes, name, type);
    return declared && typeof inner === "object" && inner !== null ? missingFields(shapes, declared, inner) : [];
  });
}

/** "PaymentMethodDetails.Card | null", said inside "Charge.PaymentMethodDetails", is "Charge.PaymentMethodDetails.Card". */
function resolve(shapes: Shapes, from: string, type: string): string | null {
  const said = type.replace(/\s*\|\s*null$/, "");
  for (let scope = from; ; scope = scope.slice(0, Math.max(0, scope.lastIndexOf(".")))) {
    const full = scope === "" ? said : `${scope}.${said}`;
    if (shapes.has(full)) return full;
    if (scope === "") return null;
  }
}
