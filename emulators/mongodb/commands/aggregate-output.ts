import { CommandError } from "../errors.ts";
import { compilePipeline } from "../aggregate/pipeline.ts";
import type { Scope } from "../aggregate/expression.ts";
import type { Collection } from "../engine/collection.ts";
import { runQuery } from "../engine/query.ts";
import { compileFilter } from "../filter/compile.ts";
import { fieldOf, isDoc, setField } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { statement } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { refuseUnknown } from "./check-fields.ts";
import { rootScope } from "./filters.ts";
import { keyOf } from "../values/key.ts";
import { checkOperand } from "../aggregate/stage-name.ts";
import { compileExpression } from "../aggregate/expression.ts";
import { transformDocument } from "../aggregate/transform.ts";
import { withId } from "./insert.ts";
import { idFirst } from "../update/apply.ts";

/** `$out`: the collection holds the result and nothing else, or stays as it was. */
export async function replaceCollection(context: CommandContext, spec: Value, docs: Doc[]): Promise<void> {
  const { database, name } = target(context, "$out", isDoc(spec) ? { db: spec["db"], coll: spec["coll"] } : spec);
  const { engine } = context.server;
  await statement(context, () => {
    const old = engine.catalog.find(database, name, null);
    if (old) engine.requireUnused(old);
    const definitions = [...(old?.indexes.values() ?? [])].map((index) => index.definition).filter((definition) => definition.name !== "_id_");
    if (old) engine.catalog.rename(old, `${name}\0old`);
    const fresh = engine.catalog.create(database, name, null);
    try {
      for (const definition of definitions) engine.catalog.addIndex(fresh, definition);
      for (const doc of docs) engine.insert(fresh, withId(doc), null);
    } catch (error) {
      engine.catalog.drop(fresh);
      if (old) engine.catalog.rename(old, name);
      throw error;
    }
    if (old) engine.catalog.drop(old);
  });
}

/** What can be said of a `$out` or `$merge` before there is a document for it. */
export function checkOutput(stage: Doc): void {
  const { $out, $merge } = stage;
  if (isDoc($out)) {
    refuseUnknown($out, "$out", ["db", "coll", "timeseries"]);
    if ($out["timeseries"] !== undefined) throw new CommandError(238, "time-series collections are not supported by this server");
    if (typeof $out["coll"] !== "string" || $out["db"] !== undefined && typeof $out["db"] !== "string") throw new CommandError(14, "BSON fields '$out.coll' and '$out.db' must be strings");
  }
  checkOperand("$out", $out ?? "");
  if ($merge !== undefined) checkMerge($merge);
}

function checkMerge(spec: Value): void {
  checkOperand("$merge", spec);
  const options: Doc = isDoc(spec) ? spec : { into: spec };
  refuseUnknown(options, "$merge", ["into", "on", "whenMatched", "whenNotMatched", "let"]);
  const { into, on, whenMatched = "merge", whenNotMatched = "insert" } = options;
  if (into === undefined) throw new CommandError(40414, "BSON field '$merge.into' is missing but a required field");
  if (isDoc(into)) refuseUnknown(into, "$merge.into", ["db", "coll"]);
  else if (typeof into !== "string") throw new CommandError(51178, "$merge 'into' field must be either a string or an object");
  if (on !== undefined && typeof on !== "string" && !Array.isArray(on)) throw new CommandError(51186, "$merge 'on' field must be either a string or an array of strings");
  if (Array.isArray(on) && (on.length === 0 || !on.every((name) => typeof name === "string"))) throw new CommandError(on.length === 0 ? 51187 : 51134, "$merge 'on' must be a non-empty array of strings");
  if (!Array.isArray(whenMatched) && !ACTIONS.whenMatched.includes(String(whenMatched))) throw new CommandError(2, `Enumeration value '${String(whenMatched)}' for field '$merge.whenMatched' is not a valid value.`);
  if (!ACTIONS.whenNotMatched.includes(String(whenNotMatched))) throw new CommandError(2, "Enumeration value for field '$merge.whenNotMatched' is not a valid value.");
  if ((whenMatched === "keepExisting" || whenMatched === "fail") && whenNotMatched !== "insert") throw new CommandError(51181, `Combination of $merge modes 'whenMatched: ${whenMatched}' and 'whenNotMatched: ${String(whenNotMatched)}' is not supported`);
  if (options["let"] !== undefined && !Array.isArray(whenMatched)) throw new CommandError(51199, "Cannot use 'let' variables with 'whenMatched' other than a pipeline");
  if (Array.isArray(whenMatched)) transformDocument(whenMatched.filter(isDoc), { root: {}, current: {}, variables: new Map() });
}

const ACTIONS = { whenMatched: ["merge", "replace", "keepExisting", "fail"], whenNotMatched: ["insert", "discard", "fail"] };

/** `$merge`: each document is brought together with the one of the same key in another collection. */
export async function mergeInto(context: CommandContext, { spec, docs, scope }: { spec: Value; docs: Doc[]; scope: Scope }): Promise<void> {
  const options: Doc = isDoc(spec) ? spec : { into: spec };
  const { database, name } = target(context, "$merge", options["into"]);
  const { whenMatched = "merge", whenNotMatched = "insert" } = options;
  const { engine } = context.server;
  const on = namesOf(options["on"]);
  const found = engine.catalog.find(database, name, null);
  requireUnique(found, on);
  if (docs.length === 0) return;
  if (!found && whenNotMatched !== "insert") {
    if (whenNotMatched === "fail") throw notFound();
    return;
  }
  const collection = await statement(context, () => engine.catalog.find(database, name, null) ?? engine.catalog.create(database, name, null));
  const made = docs.map(withId);
  made.forEach((doc) => requireKey(doc, on));
  const errors: unknown[] = [];
  for (const doc of made) {
    const inner = options["let"] === undefined ? scope : { ...scope, variables: new Map([...scope.variables, ...rootScope(evaluated(options["let"], doc, scope)).variables]) };
    try {
      await statement(context, () => mergeOne(context, { collection, on, doc, whenMatched, whenNotMatched: String(whenNotMatched), scope: inner }));
    } catch (error) {
      // MongoDB sends them in unordered batches: those after one that is refused are written too.
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

function notFound(): CommandError {
  return new CommandError(13113, "$merge could not find a matching document in the target collection for at least one document in the source collection");
}

function requireKey(doc: Doc, on: string[]): void {
  for (const name of on) {
    const value = fieldOf(doc, name);
    if (value === undefined || value === null || Array.isArray(value)) throw new CommandError(51132, `$merge write error: 'on' field '${name}' cannot be missing, null, undefined or an array`);
  }
}

interface Merge {
  collection: Collection;
  on: string[];
  doc: Doc;
  whenMatched: Value;
  whenNotMatched: string;
  scope: Scope;
}

function mergeOne(context: CommandContext, merge: Merge): void {
  const { collection, on, doc, whenMatched, whenNotMatched } = merge;
  const { engine } = context.server;
  const filter: Doc = Object.fromEntries(on.map((name) => [name, { $eq: fieldOf(doc, name) ?? null }]));
  const [found] = runQuery({ collection, filter, test: compileFilter(filter), transaction: null, limit: 1 });
  if (!found) {
    if (whenNotMatched === "insert") engine.insert(collection, whenMatched === "merge" || whenMatched === "keepExisting" ? idFirst(set(Object.fromEntries(on.map((name) => [name, doc[name]])), doc)) : doc, null);
    if (whenNotMatched === "fail") throw notFound();
    return;
  }
  if (whenMatched === "keepExisting") return;
  if (whenMatched === "fail") {
    engine.insert(collection, doc, null);
    return;
  }
  const next = mergedDocument(merge, found.doc);
  const id = fieldOf(next, "_id");
  if (id !== undefined && keyOf(id) !== keyOf(found.doc["_id"])) throw new CommandError(66, "$merge failed to update the matching document, did you attempt to modify the _id or the shard key? :: caused by :: Performing an update on the path '_id' would modify the immutable field '_id'");
  engine.replace(collection, { record: found.record, doc: idFirst({ ...next, _id: found.doc["_id"] }), transaction: null });
}

function mergedDocument({ whenMatched, doc, scope }: Merge, old: Doc): Doc {
  if (whenMatched === "replace") return doc;
  if (whenMatched === "merge") return set(old, doc);
  const inner: Scope = { ...scope, variables: new Map([...scope.variables, ["new", doc]]) };
  return compilePipeline(whenMatched)([old], { scope: inner, read: () => [] })[0] ?? old;
}

/** MongoDB merges by a `$set`, which makes new fields in the order of their names. */
function set(old: Doc, fields: Doc): Doc {
  const fresh = Object.keys(fields).filter((name) => !Object.hasOwn(old, name)).sort();
  const merged: Doc = {};
  for (const name of Object.keys(old)) setField(merged, name, Object.hasOwn(fields, name) ? fields[name] : old[name]);
  for (const name of fresh) setField(merged, name, fields[name]);
  return merged;
}

function evaluated(variables: Value, doc: Doc, scope: Scope): Doc {
  if (!isDoc(variables)) throw new CommandError(14, "BSON field '$merge.let' is the wrong type, expected type 'object'");
  return Object.fromEntries(Object.keys(variables).map((name) => [name, { $literal: compileExpression(variables[name])({ ...scope, root: doc, current: doc }) }]));
}

function namesOf(on: Value): string[] {
  return on === undefined ? ["_id"] : Array.isArray(on) ? on.map(String) : [String(on)];
}

function requireUnique(collection: Collection | null, names: string[]): void {
  const isUnique = names.join() === "_id" || [...(collection?.indexes.values() ?? [])].some(({ definition }) => definition.unique && !definition.partialFilter && Object.keys(definition.key).sort().join() === names.slice().sort().join());
  if (!isUnique) throw new CommandError(51183, "Cannot find index to verify that join fields will be unique");
}

function target(context: CommandContext, stage: string, into: Value): { database: string; name: string } {
  if (typeof into === "string") return { database: context.database, name: into };
  if (isDoc(into) && typeof into["coll"] === "string") return { database: typeof into["db"] === "string" ? into["db"] : context.database, name: into["coll"] };
  throw new CommandError(16990, `${stage} needs a collection's name`);
}
