import { CommandError } from "../errors.ts";
import { compilePipeline } from "../aggregate/pipeline.ts";
import type { Scope } from "../aggregate/expression.ts";
import type { Collection } from "../engine/collection.ts";
import { runQuery } from "../engine/query.ts";
import { compileFilter } from "../filter/compile.ts";
import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { statement } from "./context.ts";
import type { CommandContext } from "./context.ts";
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

const ACTIONS = { whenMatched: ["merge", "replace", "keepExisting", "fail"], whenNotMatched: ["insert", "discard", "fail"] };

/** `$merge`: each document is brought together with the one of the same key in another collection. */
export async function mergeInto(context: CommandContext, { spec, docs, scope }: { spec: Value; docs: Doc[]; scope: Scope }): Promise<void> {
  const options: Doc = isDoc(spec) ? spec : { into: spec };
  const unknown = Object.keys(options).find((name) => !["into", "on", "whenMatched", "whenNotMatched", "let"].includes(name));
  if (unknown) throw new CommandError(40415, `BSON field '$merge.${unknown}' is an unknown field.`);
  const { database, name } = target(context, "$merge", options["into"]);
  const { whenMatched = "merge", whenNotMatched = "insert" } = options;
  if (typeof whenMatched === "string" && !ACTIONS.whenMatched.includes(whenMatched)) throw new CommandError(2, `Enumeration value '${whenMatched}' for field '$merge.whenMatched' is not a valid value.`);
  if (typeof whenNotMatched !== "string" || !ACTIONS.whenNotMatched.includes(whenNotMatched)) throw new CommandError(2, "Enumeration value for field '$merge.whenNotMatched' is not a valid value.");
  const { engine } = context.server;
  const collection = await statement(context, () => engine.catalog.find(database, name, null) ?? engine.catalog.create(database, name, null));
  const on = keyFields(collection, options["on"]);
  for (const doc of docs) await statement(context, () => mergeOne(context, { collection, on, doc: withId(doc), whenMatched, whenNotMatched, scope, variables: options["let"] }));
}

interface Merge {
  collection: Collection;
  on: string[];
  doc: Doc;
  whenMatched: Value;
  whenNotMatched: string;
  scope: Scope;
  variables: Value;
}

function mergeOne(context: CommandContext, merge: Merge): void {
  const { collection, on, doc, whenMatched, whenNotMatched } = merge;
  const { engine } = context.server;
  const filter: Doc = Object.fromEntries(on.map((name) => [name, { $eq: fieldOf(doc, name) ?? null }]));
  const [found] = runQuery({ collection, filter, test: compileFilter(filter), transaction: null, limit: 1 });
  if (!found) {
    if (whenNotMatched === "insert") engine.insert(collection, doc, null);
    if (whenNotMatched === "fail") throw new CommandError(13113, "$merge could not find a matching document in the target collection for at least one document in the source collection");
    return;
  }
  if (whenMatched === "keepExisting") return;
  if (whenMatched === "fail") {
    engine.insert(collection, doc, null);
    return;
  }
  const next = mergedDocument(merge, found.doc);
  engine.replace(collection, { record: found.record, doc: idFirst({ ...next, _id: found.doc["_id"] }), transaction: null });
}

function mergedDocument({ whenMatched, doc, scope }: Merge, old: Doc): Doc {
  if (whenMatched === "replace") return doc;
  if (whenMatched === "merge") return { ...old, ...doc };
  const inner: Scope = { ...scope, variables: new Map([...scope.variables, ["new", doc]]) };
  return compilePipeline(whenMatched)([old], { scope: inner, read: () => [] })[0] ?? old;
}

function keyFields(collection: Collection, on: Value): string[] {
  const names = on === undefined ? ["_id"] : Array.isArray(on) ? on.map(String) : [String(on)];
  const isUnique = [...collection.indexes.values()].some(({ definition }) => definition.unique && !definition.partialFilter && Object.keys(definition.key).sort().join() === names.slice().sort().join());
  if (!isUnique) throw new CommandError(51183, "Cannot find index to verify that join fields will be unique");
  return names;
}

function target(context: CommandContext, stage: string, into: Value): { database: string; name: string } {
  if (typeof into === "string") return { database: context.database, name: into };
  if (isDoc(into) && typeof into["coll"] === "string") return { database: typeof into["db"] === "string" ? into["db"] : context.database, name: into["coll"] };
  throw new CommandError(16990, `${stage} needs a collection's name`);
}
