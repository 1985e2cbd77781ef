import type { StripeAccount } from "./account.ts";
import { invalidParams } from "./errors.ts";
import { lookups } from "./expandable.ts";
import type { Lookup, Node } from "./expandable.ts";

/** Replaces ids by the objects they name, along paths like "latest_charge.balance_transaction" or "data.customer". */
export function expandPaths(account: StripeAccount, answer: object, paths: string[]): object {
  return paths.reduce<Node>((expanded, path) => {
    const steps = path.split(".");
    if (steps.filter((step) => step !== "data").length > 4) throw invalidParams("You cannot expand more than 4 levels of a property.", { param: "expand" });
    return expandNode({ account, node: expanded, steps, path });
  }, answer as Node);
}

interface Place {
  account: StripeAccount;
  node: Node;
  steps: string[];
  path: string;
}

function expandNode(at: Place): Node {
  const { node, steps, path } = at;
  const [step = "", ...rest] = steps;
  if (node.object === "list" && step === "data" && Array.isArray(node.data)) return { ...node, data: node.data.map((item) => deeper(at, item, rest)) };

  const known = lookups[String(node.object)] ?? {};
  // An id may lie inside a part: invoice_settings.default_payment_method of a customer.
  for (let length = 1; length <= steps.length; length++) {
    const key = steps.slice(0, length);
    const lookup = known[key.join(".")];
    if (lookup !== undefined) return withValue(node, key, deeper(at, find(at.account, lookup, node, valueAt(node, key)), steps.slice(length)));
  }
  // What is there in full may have something to expand in itself.
  const inner = node[step];
  if (rest.length > 0 && isNode(inner) && "object" in inner) return { ...node, [step]: expandNode({ ...at, node: inner, steps: rest }) };
  throw invalidParams(`This property cannot be expanded (${path}).`, { param: "expand" });
}

function deeper(at: Place, value: unknown, steps: string[]): unknown {
  return steps.length > 0 && isNode(value) ? expandNode({ ...at, node: value, steps }) : value;
}

function find(account: StripeAccount, lookup: Lookup, node: Node, value: unknown): unknown {
  if (isNode(value) || lookup === null) return value;
  if (typeof lookup === "function") return lookup(account, typeof value === "string" ? value : "", node) ?? value;
  return typeof value === "string" ? account.get(lookup, value) : value;
}

function valueAt(node: Node, [key = "", ...rest]: string[]): unknown {
  const value = node[key];
  return rest.length > 0 && isNode(value) ? valueAt(value, rest) : value;
}

function withValue(node: Node, [key = "", ...rest]: string[], value: unknown): Node {
  const inner = node[key];
  if (rest.length === 0) return { ...node, [key]: value };
  return isNode(inner) ? { ...node, [key]: withValue(inner, rest, value) } : node;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
