import { Long } from "bson";
import { CommandError, badValue } from "../errors.ts";
import { writeDefinition } from "../engine/catalog.ts";
import type { IndexDefinition } from "../engine/collection-index.ts";
import type { Collection } from "../engine/collection.ts";
import { hintedIndex } from "../engine/plan.ts";
import { compileFilter } from "../filter/compile.ts";
import { keyOf } from "../values/key.ts";
import { isNumeric, toDouble, wholeNumber } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { collectionName, ensureCollection, findCollection, requireCollection, statement, writable } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { batchSize, refuseUnknown } from "./check-fields.ts";
import { validationOptions } from "./validation.ts";

export const createIndexes: Command = { run: runCreate, isWrite: true, inTransaction: true, fields: ["indexes", "commitQuorum"] };
export const dropIndexes: Command = { run: runDrop, isWrite: true, fields: ["index"] };
export const listIndexes: Command = { run: runList, fields: ["cursor"] };
export const collMod: Command = { run: runModify, isWrite: true, fields: ["index", "validator", "validationLevel", "validationAction"] };

async function runCreate(context: CommandContext): Promise<Doc> {
  const specs = context.body["indexes"];
  if (!Array.isArray(specs)) throw new CommandError(14, "BSON field 'createIndexes.indexes' is the wrong type, expected type 'array'");
  if (specs.length === 0 || !specs.every(isDoc)) throw badValue("Must specify at least one index to create");
  const definitions = specs.filter(isDoc).map(parseDefinition);
  const wasThere = findCollection(context) !== null;
  const collection = await statement(context, () => ensureCollection(context));
  const numIndexesBefore = collection.indexes.size;
  for (const definition of definitions) {
    if (isSame(collection, definition)) continue;
    if (context.transaction && wasThere && collection.documentCount > 0) throw new CommandError(263, "Cannot create new indexes on existing collection in a multi-document transaction.");
    context.server.engine.catalog.addIndex(collection, definition);
  }
  const numIndexesAfter = collection.indexes.size;
  const isOld = wasThere && numIndexesAfter === numIndexesBefore;
  return { numIndexesBefore, numIndexesAfter, ...(isOld ? {} : { createdCollectionAutomatically: !wasThere }), commitQuorum: context.body["commitQuorum"] ?? "votingMembers", ...(isOld ? { note: "all indexes already exist" } : {}) };
}

const OPTIONS = ["key", "name", "unique", "sparse", "partialFilterExpression", "expireAfterSeconds", "hidden", "v", "background", "collation", "ns"];

function parseDefinition(spec: Doc): IndexDefinition {
  const unknown = Object.keys(spec).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new CommandError(197, `The field '${unknown}' is not valid for an index specification. Specification: ${JSON.stringify(spec)}`);
  const { key, name, collation } = spec;
  if (!isDoc(key) || Object.keys(key).length === 0) throw new CommandError(67, "Index keys cannot be empty.");
  if (name !== undefined && typeof name !== "string") throw new CommandError(14, "The field 'name' must be a string");
  if (name === "") throw new CommandError(67, "index name cannot be empty");
  if (name === "*") throw badValue("The index name '*' is not valid.");
  const version = spec["v"] === undefined ? 2 : wholeNumber(spec["v"]);
  if (version !== 1 && version !== 2) throw new CommandError(67, `Invalid index specification; cannot create an index with v=${String(spec["v"])}`);
  if (typeof name !== "string") throw new CommandError(9, "The 'name' field is a required property of an index specification");
  for (const path of Object.keys(key)) checkField(path, key[path]);
  if (isDoc(collation) && collation["locale"] !== "simple") throw new CommandError(238, "an index's own collation is not supported by this server");
  const isId = Object.keys(key).join() === "_id";
  const partialFilter = partialFilterOf(spec["partialFilterExpression"]);
  if (isId && (partialFilter || spec["sparse"] === true)) throw new CommandError(197, "_id index cannot be a partial or sparse index");
  if (partialFilter && spec["sparse"] === true) throw new CommandError(67, "cannot mix \"partialFilterExpression\" and \"sparse\" options");
  return {
    name: isId ? "_id_" : name, key, unique: isOn(spec["unique"]) || isId, sparse: isOn(spec["sparse"]), hidden: isOn(spec["hidden"]), partialFilter,
    expireAfterSeconds: lifetime(spec["expireAfterSeconds"], key),
  };
}

function checkField(path: string, direction: Value): void {
  if (path === "" || path.split(".").some((part) => part === "" || part.startsWith("$"))) {
    if (path.includes("$**")) throw new CommandError(238, "wildcard indexes are not supported by this server");
    throw new CommandError(67, `Index key contains an illegal field name: '${path}'`);
  }
  if (typeof direction === "string" && !["text", "2d", "2dsphere", "hashed"].includes(direction)) throw new CommandError(67, `Unknown index plugin '${direction}'`);
  if (typeof direction === "string") throw new CommandError(238, `indexes of the kind '${direction}' are not supported by this server`);
  if (!isNumeric(direction) || !toDouble(direction)) throw new CommandError(67, `Values in v:2 index key pattern must be numbers > 0 or < 0 or a string: ${path}`);
}

const PARTIAL_OPERATORS = new Set(["$eq", "$exists", "$gt", "$gte", "$lt", "$lte", "$type", "$in", "$and", "$or"]);

function partialFilterOf(filter: Value): Doc | null {
  if (filter === undefined) return null;
  if (!isDoc(filter)) throw new CommandError(14, "\"partialFilterExpression\" for an index must be a document");
  const check = (value: Value, isTop: boolean): void => {
    if (Array.isArray(value)) value.forEach((item) => check(item, isTop));
    if (!isDoc(value)) return;
    for (const name of Object.keys(value)) {
      if (name.startsWith("$") && !PARTIAL_OPERATORS.has(name) || name === "$exists" && value[name] === false) {
        throw new CommandError(67, `unsupported expression in partial index: ${name}`);
      }
      if (!name.startsWith("$") || name === "$and" || name === "$or") check(value[name], isTop);
    }
  };
  check(filter, true);
  compileFilter(filter);
  return filter;
}

function lifetime(seconds: Value, key: Doc): number | null {
  if (seconds === undefined) return null;
  if (!isNumeric(seconds) || toDouble(seconds) < 0 || toDouble(seconds) > 2147483647) throw new CommandError(67, "TTL index 'expireAfterSeconds' option must be within an acceptable range, 0 to 2147483647");
  if (Object.keys(key).length !== 1) throw new CommandError(67, "TTL indexes are single-field indexes, compound indexes do not support TTL.");
  if (Object.keys(key)[0] === "_id") throw new CommandError(197, "The field 'expireAfterSeconds' is not valid for an _id index specification.");
  return toDouble(seconds);
}

function isOn(value: Value): boolean {
  return value === true || isNumeric(value) && toDouble(value) !== 0;
}

/** True where the index is there already; an error where one like it is, or another one of its name. */
function isSame(collection: Collection, definition: IndexDefinition): boolean {
  const named = collection.indexes.get(definition.name)?.definition;
  if (named && signature(named) === signature(definition)) return true;
  if (named && keyOf(named.key) !== keyOf(definition.key)) {
    throw new CommandError(86, `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(writeDefinition(definition))}, existing index: ${JSON.stringify(writeDefinition(named))}`);
  }
  if (named) throw new CommandError(86, `An existing index has the same name as the requested index but other options: ${definition.name}`);
  for (const { definition: other } of collection.indexes.values()) {
    if (identity(other) !== identity(definition)) continue;
    throw new CommandError(85, signature(other) === signature(definition) ? `Index already exists with a different name: ${other.name}` : `An equivalent index already exists with a different name and options: ${other.name}`);
  }
  return false;
}

/** Indexes of the same fields may stand side by side where they hold other documents or guard other things. */
function identity({ key, unique, sparse, partialFilter }: IndexDefinition): string {
  return keyOf(key) + JSON.stringify([unique, sparse, partialFilter]);
}

function signature({ key, unique, sparse, partialFilter, expireAfterSeconds }: IndexDefinition): string {
  return keyOf(key) + JSON.stringify([unique, sparse, partialFilter, expireAfterSeconds]);
}

async function runDrop(context: CommandContext): Promise<Doc> {
  const { body, server } = context;
  const collection = requireCollection(context);
  const nIndexesWas = collection.indexes.size;
  if (typeof body["index"] !== "string" && !isDoc(body["index"]) && !Array.isArray(body["index"])) throw new CommandError(14, "BSON field 'dropIndexes.index' is the wrong type, expected types '[array, string, object]'");
  const names = body["index"] === "*" ? [...collection.indexes.keys()].filter((name) => name !== "_id_") : (Array.isArray(body["index"]) ? body["index"] : [body["index"]]).map((item) => namedIndex(collection, item));
  await statement(context, () => {
    server.engine.requireUnused(collection);
    for (const name of names) server.engine.catalog.dropIndex(collection, name);
  });
  return { nIndexesWas, ...(body["index"] === "*" ? { msg: "non-_id indexes dropped for collection" } : {}) };
}

function namedIndex(collection: Collection, item: Value): string {
  const index = hintedIndex(collection, item);
  if (!index) throw new CommandError(27, typeof item === "string" ? `index not found with name [${item}]` : `can't find index with key: ${JSON.stringify(item)}`);
  if (index.definition.name === "_id_") throw new CommandError(72, "cannot drop _id index");
  return index.definition.name;
}

function runList(context: CommandContext): Doc {
  const collection = findCollection(context);
  if (!writable(collection) || !collection) throw new CommandError(26, `ns does not exist: ${context.database}.${collectionName(context)}`);
  const docs = [...collection.indexes.values()].map(({ definition }) => writeDefinition(definition));
  return context.server.cursors.first({ namespace: collection.namespace, docs, batchSize: batchSize(context) });
}

function runModify(context: CommandContext): Doc {
  const collection = requireCollection(context);
  const options = validationOptions(context.body, collection.options);
  const spec = context.body["index"];
  const reply = spec === undefined ? {} : modifyIndex(context, collection, spec);
  context.server.engine.catalog.setOptions(collection, options);
  return reply;
}

function modifyIndex(context: CommandContext, collection: Collection, spec: Value): Doc {
  if (!isDoc(spec)) throw new CommandError(14, "BSON field 'collMod.index' is the wrong type, expected type 'object'");
  refuseUnknown(spec, "collMod.index", ["name", "keyPattern", "expireAfterSeconds", "hidden", "prepareUnique", "unique"]);
  if (spec["name"] !== undefined && spec["keyPattern"] !== undefined) throw new CommandError(72, "Cannot specify both key pattern and name.");
  if (spec["expireAfterSeconds"] === undefined && spec["hidden"] === undefined && spec["unique"] === undefined && spec["prepareUnique"] === undefined) throw new CommandError(72, "no expireAfterSeconds, hidden, unique, or prepareUnique field");
  if (spec["unique"] !== undefined || spec["prepareUnique"] !== undefined) throw new CommandError(238, "collMod cannot make an index unique on this server");
  const { expireAfterSeconds } = spec;
  if (isNumeric(expireAfterSeconds) && toDouble(expireAfterSeconds) < 0) throw new CommandError(72, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
  const index = hintedIndex(collection, spec["name"] ?? spec["keyPattern"]);
  if (!index) throw new CommandError(27, "cannot find index for collMod");
  const { definition } = index;
  const seconds = lifetime(spec["expireAfterSeconds"], definition.key);
  const reply: Doc = {};
  if (seconds !== null && seconds !== definition.expireAfterSeconds) {
    if (definition.expireAfterSeconds !== null) reply["expireAfterSeconds_old"] = Long.fromNumber(definition.expireAfterSeconds);
    reply["expireAfterSeconds_new"] = Long.fromNumber(seconds);
    definition.expireAfterSeconds = seconds;
  }
  if (spec["hidden"] !== undefined && isOn(spec["hidden"]) !== definition.hidden) {
    reply["hidden_old"] = definition.hidden;
    reply["hidden_new"] = !definition.hidden;
    definition.hidden = !definition.hidden;
  }
  context.server.engine.catalog.saveIndex(collection, definition);
  return reply;
}
