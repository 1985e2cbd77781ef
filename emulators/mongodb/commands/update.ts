import { CommandError, failedToParse } from "../errors.ts";
import { runQuery } from "../engine/query.ts";
import type { Found } from "../engine/query.ts";
import { parseSort } from "../engine/sort.ts";
import { applyUpdate, checkUpdate, isReplacement, upsertedDocument } from "../update/apply.ts";
import type { UpdateRequest } from "../update/apply.ts";
import { transformDocument } from "../aggregate/transform.ts";
import { encodeDocument } from "../values/encode.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { changeAll } from "./change-all.ts";
import { ensureCollection, findCollection, writable } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import type { Condition } from "./filters.ts";
import { withId } from "./insert.ts";
import { checkValid } from "./validation.ts";
import { runStatements, statementsOf, writeReply } from "./write.ts";

import { requireStage } from "../aggregate/pipeline.ts";

export const update: Command = { run, fields: ["updates", "ordered", "bypassDocumentValidation", "let"], isWrite: true, inTransaction: true };

const FIELDS = ["q", "u", "c", "multi", "upsert", "collation", "arrayFilters", "hint"];

async function run(context: CommandContext): Promise<Doc> {
  const updates = statementsOf(context, "updates", FIELDS);
  for (const { u, arrayFilters } of updates) {
    checkArrayFilters(arrayFilters);
    if (Array.isArray(u)) u.filter(isDoc).forEach(requireStage);
  }
  const outcome = await runStatements(context, updates.length, (at) => runOne(context, updates[at] ?? {}));
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  for (const [index, result] of outcome.results) {
    n += Number(result?.["n"]);
    nModified += Number(result?.["nModified"]);
    if (result && "upserted" in result) upserted.push({ index, _id: result["upserted"] });
  }
  return writeReply({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) }, outcome);
}

function runOne(context: CommandContext, spec: Doc): Doc {
  const now = new Date();
  if (spec["c"] !== undefined && !Array.isArray(spec["u"])) throw new CommandError(51198, "Constant values may only be specified for pipeline updates");
  const condition = conditionOf({ filter: spec["q"], variables: { ...asDoc(context.body["let"]), ...asDoc(spec["c"]) }, collation: spec["collation"], now });
  if (spec["upsert"] === true) refuseExpression(condition.filter);
  const request = updateRequest({ update: spec["u"], arrayFilters: spec["arrayFilters"], condition, now });
  const isMulti = spec["multi"] === true;
  if (isMulti && isReplacement(request.update)) throw failedToParse("multi update is not supported for replacement-style update");
  const found = findTargets(context, { condition, limit: isMulti ? 0 : 1, hint: spec["hint"], sort: undefined });
  if (found.length === 0 && spec["upsert"] === true) return { n: 1, nModified: 0, upserted: upsert(context, request)["_id"] };
  let nModified = 0;
  changeAll(context, found, (inner, target) => {
    if (change(inner, request, target)) nModified++;
  });
  return { n: found.length, nModified };
}

export function updateRequest(options: { update: Value; arrayFilters: Value; condition: Condition; now: Date }): UpdateRequest {
  const { update: spec, arrayFilters, condition, now } = options;
  if (!isDoc(spec) && !(Array.isArray(spec) && spec.every(isDoc))) throw failedToParse("Update argument must be either an object or an array");
  checkArrayFilters(arrayFilters);
  const pipeline = Array.isArray(spec) ? spec.filter(isDoc) : [];
  const request: UpdateRequest = {
    update: isDoc(spec) ? spec : pipeline, filter: condition.filter, arrayFilters: Array.isArray(arrayFilters) ? arrayFilters.filter(isDoc) : [], now,
    runPipeline: Array.isArray(spec) ? transformDocument(pipeline, condition.scope) : (doc) => doc,
  };
  checkUpdate(request);
  return request;
}

function checkArrayFilters(arrayFilters: Value): void {
  if (arrayFilters !== undefined && !(Array.isArray(arrayFilters) && arrayFilters.every(isDoc))) throw new CommandError(14, "arrayFilters must be an array of objects");
}

export function findTargets(context: CommandContext, query: { condition: Condition; limit: number; hint: Value; sort: Value; skip?: number }): Found[] {
  const collection = writable(findCollection(context));
  const { condition, limit, hint } = query;
  const sort = parseSort(query.sort);
  if (!collection) return [];
  return runQuery({ ...condition, collection, transaction: context.transaction, limit, hint, sort });
}

/** Answers the new document, or null where the update leaves the old one as it is. */
export function change(context: CommandContext, request: UpdateRequest, { record, doc }: Found): Doc | null {
  const next = applyUpdate(request, doc);
  if (next === doc || encodeDocument(next).equals(encodeDocument(doc))) return null;
  const collection = findCollection(context);
  if (!collection) return null;
  checkValid(context, collection, { doc: next, old: doc });
  context.server.engine.replace(collection, { record, doc: next, transaction: context.transaction });
  return next;
}

export function upsert(context: CommandContext, request: UpdateRequest): Doc {
  const doc = withId(upsertedDocument(request));
  const collection = ensureCollection(context);
  checkValid(context, collection, { doc, old: null });
  context.server.engine.insert(collection, doc, context.transaction);
  return doc;
}

/** A new document cannot be told from an expression. */
export function refuseExpression(filter: Doc): void {
  for (const clauses of [filter["$and"], filter["$or"], filter["$nor"]]) if (Array.isArray(clauses)) clauses.filter(isDoc).forEach(refuseExpression);
  if ("$expr" in filter) throw new CommandError(224, "$expr is not allowed in the query predicate for an upsert");
}

function asDoc(value: Value): Doc {
  if (value === undefined) return {};
  if (!isDoc(value)) throw new CommandError(14, "an object is needed");
  return value;
}
