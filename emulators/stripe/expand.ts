import type { Collections, StripeAccount } from "./account.ts";
import { asOf } from "./balance-transactions.ts";
import { invalidParams } from "./errors.ts";
import { refundsOf } from "./refunds.ts";

type Node = Record<string, unknown>;

/** Replaces ids by the objects they name, along paths like "latest_charge.balance_transaction" or "data.customer". */
export function expandPaths(account: StripeAccount, answer: object, paths: string[]): object {
  return paths.reduce<Node>((expanded, path) => {
    const steps = path.split(".");
    if (steps.length > 4) throw invalidParams("You cannot expand more than 4 levels of a property.", { param: "expand" });
    return expandNode({ account, node: expanded, steps, path });
  }, answer as Node);
}

/** Which fields of which objects hold ids, and where those objects are kept. */
const references: Record<string, Record<string, keyof Collections | null>> = {
  payment_intent: {
    latest_charge: "charges",
    customer: "customers",
    payment_method: "payment_methods",
    application: null,
    on_behalf_of: null,
    review: null,
    source: null,
    payment_record: null,
  },
  charge: {
    balance_transaction: "balance_transactions",
    customer: "customers",
    payment_intent: "payment_intents",
    failure_balance_transaction: "balance_transactions",
    application: null,
    application_fee: null,
    on_behalf_of: null,
    review: null,
    source_transfer: null,
  },
  refund: {
    balance_transaction: "balance_transactions",
    failure_balance_transaction: "balance_transactions",
    charge: "charges",
    payment_intent: "payment_intents",
    payment_method: "payment_methods",
    customer: "customers",
    source_transfer_reversal: null,
    transfer_reversal: null,
  },
  payment_method: { customer: "customers" },
  customer: { default_source: null, "invoice_settings.default_payment_method": "payment_methods", test_clock: null },
};

function expandNode(at: { account: StripeAccount; node: Node; steps: string[]; path: string }): Node {
  const { account, node, path } = at;
  const [step = "", ...rest] = at.steps;
  const deeper = (inner: unknown) => (rest.length > 0 && isNode(inner) ? expandNode({ account, node: inner, steps: rest, path }) : inner);

  if (node.object === "list" && step === "data" && Array.isArray(node.data)) return { ...node, data: node.data.map(deeper) };
  if (node.object === "charge" && step === "refunds") return { ...node, refunds: deeper(node.refunds ?? refundsOf(account, String(node.id))) };
  if (node.object === "balance_transaction" && step === "source") return { ...node, source: deeper(findSource(account, node.source)) };
  if (node.object === "customer" && step === "invoice_settings" && isNode(node.invoice_settings)) {
    const method = node.invoice_settings.default_payment_method;
    const found = typeof method === "string" ? account.get("payment_methods", method) : method;
    return { ...node, invoice_settings: { ...node.invoice_settings, default_payment_method: found } };
  }

  const known = references[String(node.object)] ?? {};
  if (!(step in known)) throw invalidParams(`This property cannot be expanded (${path}).`, { param: "expand" });
  const collection = known[step];
  const value = node[step];
  const found = collection && typeof value === "string" ? read(account, collection, value) : value;
  return { ...node, [step]: deeper(found) };
}

function read(account: StripeAccount, collection: keyof Collections, id: string): unknown {
  if (collection !== "balance_transactions") return account.get(collection, id);
  const transaction = account.get(collection, id);
  return transaction && asOf(account, transaction);
}

function findSource(account: StripeAccount, source: unknown): unknown {
  if (typeof source !== "string") return source;
  return account.get("charges", source) ?? account.get("refunds", source);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
