import { Binary, Double, Long } from "bson";
import { CommandError } from "../errors.ts";
import type { Collection } from "../engine/collection.ts";
import { compilePipeline } from "../aggregate/pipeline.ts";
import { checkNamespace } from "../engine/collection.ts";
import { encodeDocument } from "../values/encode.ts";
import { keyOf } from "../values/key.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { collectionName, findCollection, statement } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import { batchSize } from "./check-fields.ts";
import { validationOptions } from "./validation.ts";

export const create: Command = { run: runCreate, isWrite: true, inTransaction: true, fields: ["capped", "autoIndexId", "idIndex", "collation", "validator", "validationLevel", "validationAction", "viewOn", "pipeline"] };
export const drop: Command = { run: runDrop, isWrite: true, fields: [] };
export const dropDatabase: Command = { run: runDropDatabase, isWrite: true, fields: [] };
export const renameCollection: Command = { run: runRename, isWrite: true, fields: ["to", "dropTarget"], onlyAdmin: true };
export const listCollections: Command = { run: runListCollections, fields: ["filter", "nameOnly", "authorizedCollections", "cursor"] };
export const listDatabases: Command = { run: runListDatabases, fields: ["filter", "nameOnly", "authorizedDatabases"], onlyAdmin: true };
export const dbStats: Command = { run: runDbStats, fields: ["scale", "freeStorage"] };
export const collStats: Command = { run: runCollStats, fields: ["scale"] };

async function runCreate(context: CommandContext): Promise<Doc> {
  const { body } = context;
  if (body["capped"] === true) throw new CommandError(238, "capped collections are not supported by this server");
  if (body["autoIndexId"] === false) throw new CommandError(50001, "Cannot create a collection without an _id index");
  checkIdIndex(body["idIndex"]);
  conditionOf({ filter: {}, collation: body["collation"] });
  if (body["collation"] !== undefined && JSON.stringify(body["collation"]) !== '{"locale":"simple"}') throw new CommandError(238, "a collection's own collation is not supported by this server");
  const name = collectionName(context);
  const options = { ...validationOptions(body, {}), ...viewOptions(body) };
  const existing = findCollection(context);
  if (existing && !context.transaction) return {};
  await statement(context, () => context.server.engine.catalog.create(context.database, name, context.transaction, options));
  return {};
}

function checkIdIndex(idIndex: Value): void {
  if (idIndex === undefined) return;
  if (!isDoc(idIndex)) throw new CommandError(14, "BSON field 'create.idIndex' is the wrong type, expected type 'object'");
  const unknown = Object.keys(idIndex).find((name) => !["key", "name", "v", "ns"].includes(name));
  if (unknown) throw new CommandError(197, `The field '${unknown}' is not valid for an _id index specification`);
  if (keyOf(idIndex["key"]) !== keyOf({ _id: 1 })) throw new CommandError(2, "The field 'key' for an _id index must be {_id: 1}");
}

function viewOptions({ viewOn, pipeline }: Doc): Doc {
  if (viewOn === undefined && pipeline === undefined) return {};
  if (typeof viewOn !== "string" || viewOn === "") throw new CommandError(72, "'pipeline' requires 'viewOn' to also be specified, which must be a collection's name");
  for (const stage of Array.isArray(pipeline) ? pipeline.filter(isDoc) : []) if ("$out" in stage || "$merge" in stage) throw new CommandError(167, "The aggregation stages $out and $merge cannot be used in a view definition");
  compilePipeline(pipeline ?? []);
  return { viewOn, pipeline: pipeline ?? [] };
}

async function runDrop(context: CommandContext): Promise<Doc> {
  const collection = findCollection(context);
  if (!collection) {
    checkNamespace(context.database, collectionName(context));
    return {};
  }
  const nIndexesWas = collection.indexes.size;
  await dropOne(context, collection);
  return { nIndexesWas, ns: collection.namespace };
}

async function dropOne(context: CommandContext, collection: Collection): Promise<void> {
  await statement(context, () => {
    context.server.engine.requireUnused(collection);
    if (!collection.isDropped) context.server.engine.catalog.drop(collection);
  });
  context.server.cursors.killNamespace(collection.namespace);
}

async function runDropDatabase(context: CommandContext): Promise<Doc> {
  for (const collection of context.server.engine.catalog.all(null)) if (collection.database === context.database) await dropOne(context, collection);
  return { dropped: context.database };
}

async function runRename(context: CommandContext): Promise<Doc> {
  const { body, server } = context;
  const [from, to] = [body["renameCollection"], body["to"]].map((namespace) => {
    if (typeof namespace !== "string" || !namespace.includes(".")) throw new CommandError(73, `Invalid namespace: ${String(namespace)}`);
    return { database: namespace.slice(0, namespace.indexOf(".")), name: namespace.slice(namespace.indexOf(".") + 1) };
  });
  if (!from || !to) throw new CommandError(73, "two namespaces are needed");
  checkNamespace(to.database, to.name);
  if (from.database !== to.database) throw new CommandError(238, "renaming into another database is not supported by this server");
  const collection = server.engine.catalog.find(from.database, from.name, null);
  if (!collection) throw new CommandError(26, `Source collection ${from.database}.${from.name} does not exist`);
  const target = server.engine.catalog.find(to.database, to.name, null);
  if (target && body["dropTarget"] !== true) throw new CommandError(48, "target namespace exists");
  if (target) await dropOne(context, target);
  await statement(context, () => {
    server.engine.requireUnused(collection);
    server.engine.catalog.rename(collection, to.name);
  });
  return {};
}

function runListCollections(context: CommandContext): Doc {
  const { body, database, server } = context;
  const { test } = conditionOf({ filter: body["filter"] });
  const docs = server.engine.catalog.all(null).filter((collection) => collection.database === database).map(describe).filter(test);
  const shown = body["nameOnly"] === true ? docs.map(({ name, type }) => ({ name, type })) : docs;
  return server.cursors.first({ namespace: `${database}.$cmd.listCollections`, docs: shown, batchSize: batchSize(context) });
}

function describe(collection: Collection): Doc {
  if (collection.options["viewOn"] !== undefined) return { name: collection.name, type: "view", options: collection.options, info: { readOnly: true } };
  return {
    name: collection.name, type: "collection", options: collection.options, info: { readOnly: false, uuid: new Binary(collection.uuid, 4) },
    idIndex: { v: 2, key: { _id: 1 }, name: "_id_" },
  };
}

function runListDatabases({ body, server }: CommandContext): Doc {
  const { test } = conditionOf({ filter: body["filter"] });
  const sizes = new Map<string, number>();
  for (const collection of server.engine.catalog.all(null)) sizes.set(collection.database, (sizes.get(collection.database) ?? 0) + dataSize(collection));
  const databases: Doc[] = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, size]) => ({ name, sizeOnDisk: Long.fromNumber(size), empty: false })).filter(test);
  if (body["nameOnly"] === true) return { databases: databases.map(({ name }) => ({ name })) };
  const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + Number(sizeOnDisk), 0);
  return { databases, totalSize: Long.fromNumber(totalSize), totalSizeMb: Long.fromNumber(Math.floor(totalSize / 2 ** 20)) };
}

function runDbStats({ database, server }: CommandContext): Doc {
  const collections = server.engine.catalog.all(null).filter((collection) => collection.database === database);
  const objects = collections.reduce((sum, collection) => sum + collection.documentCount, 0);
  const size = collections.reduce((sum, collection) => sum + dataSize(collection), 0);
  const indexes = collections.reduce((sum, collection) => sum + collection.indexes.size, 0);
  return { db: database, collections: collections.length, views: 0, objects, avgObjSize: new Double(objects ? size / objects : 0), dataSize: new Double(size), storageSize: new Double(size), indexes, indexSize: new Double(0), scaleFactor: 1 };
}

function runCollStats(context: CommandContext): Doc {
  const collection = findCollection(context);
  if (!collection) return { ns: `${context.database}.${collectionName(context)}`, size: 0, count: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0, indexSizes: {} };
  const size = dataSize(collection);
  const indexSizes = Object.fromEntries([...collection.indexes].map(([name, index]) => [name, index.entries.size]));
  return {
    ns: collection.namespace, size, count: collection.documentCount, avgObjSize: collection.documentCount ? Math.floor(size / collection.documentCount) : 0,
    storageSize: size, capped: false, nindexes: collection.indexes.size, indexSizes, totalIndexSize: 0, scaleFactor: 1,
  };
}

function dataSize(collection: Collection): number {
  let size = 0;
  for (const record of collection.records.values()) if (record.committed.doc) size += encodeDocument(record.committed.doc).length;
  return size;
}
