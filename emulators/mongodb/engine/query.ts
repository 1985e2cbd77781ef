import type { Matcher } from "../filter/compile.ts";
import type { Fold } from "../values/key.ts";
import type { Doc } from "../values/types.ts";
import type { Entry } from "./ordered-entries.ts";
import { planQuery } from "./plan.ts";
import type { Plan, QueryShape } from "./plan.ts";
import type { Record } from "./record.ts";
import { sorted } from "./sort.ts";
import type { Transaction } from "./transaction.ts";

export interface Found {
  record: Record;
  doc: Doc;
}

export interface Query extends QueryShape {
  test: Matcher;
  transaction: Transaction | null;
  skip?: number;
  fold?: Fold | undefined;
}

/** The documents that a reader sees and the filter lets through, in the wanted order. */
export function runQuery(query: Query): Found[] {
  const { sort, skip = 0, limit = 0 } = query;
  const reach = limit > 0 ? skip + limit : 0;
  const plan = planQuery({ ...query, limit: reach });
  const isOrdered = !sort || plan.kind === "index" && plan.isSorted;
  const found: Found[] = [];
  for (const item of matches(query, plan)) {
    found.push(item);
    if (isOrdered && found.length === reach) break;
  }
  const ordered = isOrdered || !sort ? found : sorted(found, { fields: sort, docOf: ({ doc }) => doc, fold: query.fold });
  return skip > 0 || ordered.length > reach && reach > 0 ? ordered.slice(skip, reach > 0 ? reach : undefined) : ordered;
}

function* matches(query: Query, plan: Plan): Generator<Found> {
  for (const record of candidates(query, plan)) {
    const doc = record.visibleTo(query.transaction);
    if (doc && query.test(doc)) yield { record, doc };
  }
}

function* candidates(query: Query, plan: Plan): Iterable<Record> {
  if (plan.kind === "collection") {
    if (plan.direction === 1) yield* query.collection.records.values();
    else yield* [...query.collection.records.values()].reverse();
    return;
  }
  if (plan.kind === "choice") {
    const seen = new Set<Record>();
    for (const branch of plan.plans) for (const record of candidates(query, branch)) seen.add(record);
    yield* seen;
    return;
  }
  const repeats = plan.index.isMultikey;
  const seen = new Set<Record>();
  for (const { key, target } of entriesOf(plan)) {
    if (repeats) {
      if (seen.has(target)) continue;
      seen.add(target);
    } else if (!isOwnKey({ key, target }, plan, query.transaction)) continue;
    yield target;
  }
}

/** A record with several versions stands at the keys of all of them; each reader must meet it once, at the key of what it sees. */
function isOwnKey({ key, target }: Entry<Record>, plan: Plan & { kind: "index" }, transaction: Transaction | null): boolean {
  if (!target.owner && !target.committed.older) return true;
  const doc = target.visibleTo(transaction);
  return doc !== null && plan.index.keys(doc).has(key);
}

function* entriesOf(plan: Plan & { kind: "index" }): Generator<Entry<Record>> {
  const { entries } = plan.index;
  for (const { from, to } of plan.bounds.ranges) yield* plan.direction === 1 ? entries.between(from, to) : entries.backwards(from, to);
}
