import { badValue } from "../errors.ts";
import { keyOf } from "../values/key.ts";
import { wholeNumber } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { boundsOf, sortDirection } from "./bounds.ts";
import type { IndexBounds } from "./bounds.ts";
import type { CollectionIndex } from "./collection-index.ts";
import type { Collection } from "./collection.ts";
import { conjunctsOf, implies, needsValue, pointsOf } from "./conjuncts.ts";
import type { Conjunct, Conjuncts } from "./conjuncts.ts";
import type { SortFields } from "./sort.ts";

export interface QueryShape {
  collection: Collection;
  filter: Doc;
  sort?: SortFields | null;
  hint?: Value;
  limit?: number;
  /** Texts are compared by another order than the indexes'. */
  isCollated?: boolean;
}

/** How candidates are found. Every candidate is still put to the filter. */
export type Plan =
  | { kind: "collection"; direction: 1 | -1; cost: number }
  | { kind: "index"; index: CollectionIndex; bounds: IndexBounds; direction: 1 | -1; isSorted: boolean; cost: number }
  | { kind: "choice"; plans: Plan[]; cost: number };

export function planQuery(shape: QueryShape): Plan {
  const { collection, filter, hint } = shape;
  if (hint !== undefined && hint !== "" && !(isDoc(hint) && Object.keys(hint).length === 0)) return hinted(shape, hint);
  const scan: Plan = { kind: "collection", direction: 1, cost: collection.records.size * (shape.sort ? 2 : 1) + 1 };
  if (shape.isCollated) return scan;
  const conjuncts = conjunctsOf(filter);
  return oneKey(shape, conjuncts) ?? cheapest([scan, ...accessPlans(shape, conjuncts)]);
}

/** Most questions name one document by its id or another unique key: no other way to it can be shorter, so none is looked for. */
function oneKey(shape: QueryShape, { fields }: Conjuncts): Plan | null {
  if (shape.sort) return null;
  for (const index of shape.collection.indexes.values()) {
    const { unique, hidden } = index.definition;
    if (!unique || hidden || !index.fields.every(({ path }) => fields.some((field) => field.path === path && pointsOf(field)?.length === 1)) || !holdsAll(index, fields)) continue;
    const bounds = boundsOf(index, fields);
    if (bounds.fixedFields === index.fields.length) return { kind: "index", index, bounds, direction: 1, isSorted: false, cost: 1 };
  }
  return null;
}

export function hintedIndex(collection: Collection, hint: Value): CollectionIndex | null {
  for (const index of collection.indexes.values()) {
    if (hint === index.definition.name || isDoc(hint) && keyOf(hint) === keyOf(index.definition.key)) return index;
  }
  return null;
}

function hinted(shape: QueryShape, hint: Value): Plan {
  if (isDoc(hint) && "$natural" in hint) return { kind: "collection", direction: wholeNumber(hint["$natural"]) === -1 ? -1 : 1, cost: 0 };
  if (typeof hint !== "string" && !isDoc(hint)) throw badValue("hint must be a string or an object");
  const index = hintedIndex(shape.collection, hint);
  if (!index) throw badValue("error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index");
  if (shape.isCollated) return indexPlan(shape, index, []);
  return indexPlan(shape, index, conjunctsOf(shape.filter).fields);
}

function accessPlans(shape: QueryShape, conjuncts: Conjuncts): Plan[] {
  const plans: Plan[] = [];
  for (const index of shape.collection.indexes.values()) {
    if (!index.definition.hidden && holdsAll(index, conjuncts.fields)) plans.push(indexPlan(shape, index, conjuncts.fields));
  }
  for (const branches of conjuncts.choices) {
    const chosen = branches.map((branch) => choicePlan(shape, { fields: [...conjuncts.fields, ...conjunctsOf(branch).fields], choices: [] }));
    const cost = chosen.reduce((sum, plan) => sum + (plan?.cost ?? Infinity), 0);
    const found = chosen.filter((plan) => plan !== null);
    if (found.length === branches.length) plans.push({ kind: "choice", plans: found, cost });
  }
  return plans.filter((plan) => plan.kind !== "index" || plan.isSorted || plan.bounds.usedFields > 0 || plan.index.definition.partialFilter !== null);
}

function choicePlan(shape: QueryShape, conjuncts: Conjuncts): Plan | null {
  const plans = accessPlans({ ...shape, sort: null }, conjuncts).filter((plan) => plan.kind === "index" && plan.bounds.usedFields > 0);
  return plans.length > 0 ? cheapest(plans) : null;
}

function indexPlan(shape: QueryShape, index: CollectionIndex, conditions: Conjunct[]): Plan {
  const bounds = boundsOf(index, conditions);
  const direction = shape.sort && !shape.isCollated ? sortDirection(index, bounds, shape.sort) : 0;
  const size = bounds.usedFields === 0 ? index.entries.size : bounds.ranges.reduce((sum, range) => sum + index.entries.count(range.from, range.to), 0);
  // A sorted plan with a limit mostly stops early; an unsorted one must be sorted afterwards.
  const weight = direction !== 0 ? (shape.limit ? 0.1 : 1) : shape.sort ? 2 : 1;
  return { kind: "index", index, bounds, direction: direction || 1, isSorted: direction !== 0, cost: size * weight + bounds.ranges.length * 0.1 };
}

/** Whether no document that passes the conditions is missing from the index. */
function holdsAll(index: CollectionIndex, conditions: Conjunct[]): boolean {
  const { partialFilter, sparse } = index.definition;
  if (partialFilter && !implies(conditions, partialFilter)) return false;
  return !sparse || index.fields.some((field) => conditions.some((condition) => condition.path === field.path && needsValue(condition)));
}

function cheapest(plans: Plan[]): Plan {
  return plans.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
}
