import { compilePipeline } from "../aggregate/pipeline.ts";
import { runQuery } from "../engine/query.ts";
import { sorted } from "../engine/sort.ts";
import type { SortFields } from "../engine/sort.ts";
import type { Doc, Value } from "../values/types.ts";
import { findCollection } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import type { Condition } from "./filters.ts";

export interface Reading {
  name: string;
  condition: Condition;
  sort?: SortFields | null;
  skip?: number;
  limit?: number;
  hint?: Value;
}

/** What a collection holds, or what a view makes of one. None where there is neither. */
export function readDocuments(context: CommandContext, reading: Reading): Doc[] {
  const { name, condition, ...rest } = reading;
  const collection = findCollection(context, name);
  if (!collection) return [];
  const { viewOn, pipeline } = collection.options;
  if (typeof viewOn !== "string") return runQuery({ ...condition, ...rest, collection, transaction: context.transaction }).map(({ doc }) => doc);
  const { sort, skip = 0, limit = 0 } = rest;
  const made = compilePipeline(pipeline)(readAll(context, viewOn), { scope: condition.scope, read: (other, filter) => readAll(context, other, filter ?? {}) });
  const found = made.filter(condition.test);
  const ordered = sort ? sorted(found, { fields: sort, docOf: (doc) => doc, fold: condition.fold }) : found;
  return ordered.slice(skip, limit > 0 ? skip + limit : undefined);
}

export function readAll(context: CommandContext, name: string, filter: Doc = {}): Doc[] {
  return readDocuments(context, { name, condition: conditionOf({ filter }) });
}
