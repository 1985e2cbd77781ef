import { CommandError } from "../errors.ts";
import { compileFilter } from "../filter/compile.ts";
import { matchedPosition } from "../filter/position.ts";
import { isNumeric, toDouble, wholeNumber } from "../values/numbers.ts";
import { fieldOf, isDoc, setField } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { checkedParts, compileExpression, isExpression } from "./expression.ts";
import type { Evaluate, Scope } from "./expression.ts";

/** A tree of what is wanted at each name. */
interface Node {
  children: Map<string, Node>;
  rule: Rule | null;
}

type Rule = { kind: "include" } | { kind: "exclude" } | { kind: "compute"; evaluate: Evaluate } | { kind: "array"; change: (array: Value[], root: Doc) => Value };

export interface ProjectionContext {
  filter?: Doc;
  scope: Scope;
  /** `$project` knows no `$slice`, `$elemMatch` and `.$` of find's own kind. */
  isStage?: boolean;
}

/** A projection as find and `$project` take it: either what to keep or what to leave out, with computed fields among the kept. */
export function compileProjection(spec: Value, context: ProjectionContext): (doc: Doc) => Doc {
  if (spec === undefined || spec === null) return (doc) => doc;
  if (!isDoc(spec)) throw new CommandError(14, "Expected field projection to be of type object");
  if (Object.keys(spec).length === 0) {
    if (context.isStage) throw new CommandError(51272, "Invalid $project :: caused by :: projection specification must have at least one field");
    return (doc) => doc;
  }
  const root: Node = { children: new Map(), rule: null };
  addFields(root, spec, { prefix: [], context });
  const rules = flatten(root, "");
  const others = rules.filter(({ path }) => path !== "_id");
  const includes = others.find(({ rule }) => rule.kind === "include" || rule.kind === "compute");
  const excludes = others.find(({ rule }) => rule.kind === "exclude");
  if (includes && excludes) {
    const [first] = others;
    const isInclusion = first?.rule.kind !== "exclude";
    if (!isInclusion && includes.rule.kind === "compute") throw new CommandError(31310, `Cannot use an expression ${includes.path} in an exclusion projection`);
    throw new CommandError(isInclusion ? 31254 : 31253, `Invalid $project :: caused by :: Cannot do ${isInclusion ? "exclusion" : "inclusion"} on field ${(isInclusion ? excludes : includes).path} in ${isInclusion ? "inclusion" : "exclusion"} projection`);
  }
  const id = root.children.get("_id");
  const isInclusion = includes !== undefined || !excludes && id !== undefined && id.rule?.kind !== "exclude" || !excludes && others.length > 0 && others.every(({ rule }) => rule.kind === "array") && others.some(({ isElemMatch }) => isElemMatch);
  if (isInclusion && !id) root.children.set("_id", { children: new Map(), rule: { kind: "include" } });
  return (doc) => shape(doc, root, { isInclusion, root: doc, scope: { ...context.scope, root: doc, current: doc } });
}

function addFields(node: Node, spec: Doc, place: { prefix: string[]; context: ProjectionContext }): void {
  for (const name of Object.keys(spec)) {
    const isPositional = !place.context.isStage && name.endsWith(".$");
    const parts = [...place.prefix, ...checkedParts(isPositional ? name.slice(0, -2) : name)];
    const relative = parts.slice(place.prefix.length);
    const value = spec[name];
    if (isDoc(value) && !isOperator(value)) {
      if (Object.keys(value).length === 0) throw new CommandError(51270, "An empty sub-projection is not a valid value. Found empty object at path");
      addFields(nodeAt(node, relative), value, { ...place, prefix: parts });
      continue;
    }
    const target = nodeAt(node, relative);
    if (target.rule || target.children.size > 0) throw new CommandError(31250, `Path collision at ${parts.join(".")}`);
    target.rule = isPositional ? positional(parts.join("."), place.context) : ruleOf(value, place.context);
  }
}

function nodeAt(node: Node, parts: string[]): Node {
  return parts.reduce((parent, part) => {
    if (parent.rule) throw new CommandError(31249, `Path collision at ${parts.join(".")}`);
    let child = parent.children.get(part);
    if (!child) parent.children.set(part, (child = { children: new Map(), rule: null }));
    return child;
  }, node);
}

function ruleOf(value: Value, context: ProjectionContext): Rule {
  if (typeof value === "boolean") return { kind: value ? "include" : "exclude" };
  if (isNumeric(value)) return { kind: toDouble(value) === 0 ? "exclude" : "include" };
  if (isDoc(value)) checkOperator(value, context);
  if (!context.isStage && isDoc(value) && "$slice" in value && !isTwoExpressions(value["$slice"])) return { kind: "array", change: slicing(value["$slice"]) };
  if (!context.isStage && isDoc(value) && "$elemMatch" in value) return { kind: "array", change: elementMatching(value["$elemMatch"]), ...ELEM_MATCH };
  if (isDoc(value) && "$meta" in value) throw new CommandError(238, "$meta is not supported by this server");
  return { kind: "compute", evaluate: compileExpression(value) };
}

/** What an expression says of itself elsewhere with other codes. */
function checkOperator(value: Doc, { isStage }: ProjectionContext): void {
  const [name = "", ...others] = Object.keys(value);
  if (others.length > 0) throw new CommandError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField: ${name}`);
  if (!isExpression(name) && name !== "$meta" && (isStage || name !== "$slice" && name !== "$elemMatch")) throw new CommandError(31325, `Unknown expression ${name}`);
}

const ELEM_MATCH = { isElemMatch: true };
const POSITIONAL = { isElemMatch: true, isPositional: true };

function isOperator(value: Doc): boolean {
  return Object.keys(value)[0]?.startsWith("$") === true;
}

/** `$slice: [expression, n]` is the aggregation operator; `$slice: [skip, n]` is find's own. */
function isTwoExpressions(operand: Value): boolean {
  return Array.isArray(operand) && wholeNumber(operand[0]) === null;
}

function slicing(operand: Value): (array: Value[]) => Value {
  const [a, b] = (Array.isArray(operand) ? operand : [operand]).map(wholeNumber);
  if (a === undefined || a === null || b === null) throw new CommandError(28667, "Invalid $slice syntax. The given syntax does not match the find() syntax");
  if (b === undefined) return (array) => (a >= 0 ? array.slice(0, a) : array.slice(a));
  return (array) => {
    const start = a >= 0 ? a : Math.max(0, array.length + a);
    return array.slice(start, start + b);
  };
}

function elementMatching(operand: Value): (array: Value[]) => Value {
  const test = compileFilter({ list: { $elemMatch: operand } });
  return (array) => {
    const found = array.find((item) => test({ list: [item] }));
    return found === undefined ? undefined : [found];
  };
}

function positional(path: string, { filter = {} }: ProjectionContext): Rule {
  return {
    kind: "array",
    change: (array) => {
      const at = matchedPosition(filter, path, array);
      if (at === null) throw new CommandError(51246, "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array");
      return [array[at]];
    },
    ...POSITIONAL,
  };
}

function flatten(node: Node, path: string): { path: string; rule: Rule; isElemMatch: boolean }[] {
  const own = node.rule ? [{ path, rule: node.rule, isElemMatch: "isElemMatch" in node.rule }] : [];
  return [...own, ...[...node.children].flatMap(([name, child]) => flatten(child, path === "" ? name : `${path}.${name}`))];
}

interface Shaping {
  isInclusion: boolean;
  root: Doc;
  scope: Scope;
}

function shape(doc: Doc, node: Node, shaping: Shaping): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const child = node.children.get(name);
    if (!child) {
      if (!shaping.isInclusion) setField(result, name, doc[name]);
      continue;
    }
    const value = shapeField(doc[name], child, shaping);
    if (value !== undefined) setField(result, name, value);
  }
  for (const [name, child] of node.children) addComputed(result, { name, child, source: doc, shaping });
  return result;
}

function shapeField(value: Value, node: Node, shaping: Shaping): Value {
  const { rule } = node;
  if (!rule) return shapeInside(value, node, shaping);
  if (rule.kind === "include") return value;
  if (rule.kind === "exclude") return undefined;
  if (rule.kind === "array") return Array.isArray(value) ? rule.change(value, shaping.root) : "isElemMatch" in rule && !("isPositional" in rule) ? undefined : value;
  return undefined;
}

/** Values that are no documents are left out of an inclusion of something inside them, and stay in an exclusion. */
function shapeInside(value: Value, node: Node, shaping: Shaping): Value {
  if (isDoc(value)) return shape(value, node, shaping);
  if (!Array.isArray(value)) return shaping.isInclusion ? undefined : value;
  return value.map((item) => shapeInside(item, node, shaping)).filter((item) => item !== undefined);
}

function addComputed(result: Doc, field: { name: string; child: Node; source: Doc; shaping: Shaping }): void {
  const { name, child, source, shaping } = field;
  if (child.rule?.kind === "compute") {
    const value = child.rule.evaluate(shaping.scope);
    if (value !== undefined) setField(result, name, value);
    return;
  }
  if (!child.rule && !hasShape(fieldOf(source, name)) && computes(child)) {
    const made: Doc = {};
    for (const [inner, grandchild] of child.children) addComputed(made, { name: inner, child: grandchild, source: {}, shaping });
    if (Object.keys(made).length > 0) setField(result, name, made);
  }
}

function hasShape(value: Value): boolean {
  return isDoc(value) || Array.isArray(value);
}

function computes(node: Node): boolean {
  return node.rule?.kind === "compute" || [...node.children.values()].some(computes);
}
