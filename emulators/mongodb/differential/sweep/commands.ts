import type { Document } from "mongodb";
import { long } from "../case.ts";
import { absent, harmless, unknown, works } from "./place.ts";
import type { Option, Place } from "./place.ts";

const pipeline = (...stages: Document[]): Document => ({ aggregate: "c", pipeline: stages, cursor: {} });
const stable = "one server, one version of the interface";

/** Fields that MongoDB lets any command carry. */
const ANY: Record<string, Option> = {
  comment: harmless("is for logs only", "said", { said: 1 }),
  maxTimeMS: harmless("bounds the wait for a transaction; a statement itself never takes long", 60_000),
  apiVersion: harmless(stable, "1"),
  $readPreference: harmless("there is one member, which is primary", { mode: "primaryPreferred" }),
};
const READ: Record<string, Option> = { ...ANY, readConcern: harmless("one member has always the newest and durable state", { level: "local" }, { level: "majority" }) };
const WRITE: Record<string, Option> = { ...ANY, writeConcern: harmless("a write is always durable before its reply", { w: 1 }, { w: "majority", j: true, wtimeout: 100 }) };

const COLLATED = [{ locale: "simple" }, { locale: "en", strength: 2 }];
const onDisk = harmless("documents are in memory", true);
const INTERNAL = absent(true);

export const commandPlaces: Place[] = [
  {
    name: "find",
    command: (options) => ({ find: "c", sort: { _id: 1 }, ...options }),
    options: {
      ...READ, filter: works({ s: "ab" }, 1), sort: works({ _id: -1 }, 1), projection: works({ a: 1 }, 1), hint: works("a_1", { a: 1 }, "nope"), skip: works(1, -1), limit: works(1, -1),
      batchSize: works(1, -1), singleBatch: works(true), max: absent({ a: 2 }), min: absent({ a: 1 }), returnKey: absent(true), showRecordId: absent(true), tailable: absent(true), awaitData: absent(true),
      oplogReplay: harmless("a hint to the planner that MongoDB ignores since 4.4", true), noCursorTimeout: works(true), allowPartialResults: harmless("there is one shard", true), allowDiskUse: onDisk,
      collation: works(...COLLATED), let: works({ x: 1 }), writeConcern: works({ w: 1 }), readOnce: INTERNAL, requestResumeToken: INTERNAL, resumeAfter: absent({ x: 1 }), term: absent(long(1)), runtimeConstants: absent({}),
    },
  },
  {
    name: "aggregate",
    command: (options) => ({ ...pipeline({ $sort: { _id: 1 } }), ...options }),
    options: {
      ...READ, pipeline: works([{ $match: { s: "ab" } }], 1), cursor: works({ batchSize: 1 }, 1), allowDiskUse: onDisk, bypassDocumentValidation: works(true), hint: works("a_1", "nope"), let: works({ x: 1 }),
      collation: works(...COLLATED), explain: absent(true), fromMongos: absent(true), needsMerge: INTERNAL, exchange: absent({}), requestResumeToken: INTERNAL, writeConcern: harmless("counts for $out and $merge alone", { w: 1 }),
    },
  },
  { name: "aggregate cursor", command: (options) => ({ aggregate: "c", pipeline: [{ $sort: { _id: 1 } }], cursor: options }), options: { batchSize: works(1, 0, -1) } },
  {
    name: "insert",
    command: (options) => ({ insert: "c", documents: [{ _id: 9, a: 9 }], ...options }),
    isWrite: true,
    options: { ...WRITE, documents: works([], 1), ordered: works(false), bypassDocumentValidation: works(true), isTimeseriesNamespace: absent(true), encryptionInformation: absent({}) },
  },
  {
    name: "update",
    command: (options) => ({ update: "c", updates: [{ q: { _id: 1 }, u: { $set: { z: 1 } } }], ...options }),
    isWrite: true,
    options: { ...WRITE, updates: works([]), ordered: works(false), bypassDocumentValidation: works(true), let: works({ x: 1 }), isTimeseriesNamespace: absent(true) },
  },
  {
    name: "updates[0]",
    command: (options) => ({ update: "c", updates: [{ q: { _id: 9 }, u: { $set: { z: 1 } }, ...options }] }),
    isWrite: true,
    options: {
      q: works({ s: "ab" }), u: works([{ $set: { z: "$a" } }]), c: absent({ x: 1 }), multi: works(true), upsert: works(true), collation: works(...COLLATED), hint: works("a_1", "nope"),
      arrayFilters: works([{ e: 1 }], 1), sort: absent({ _id: 1 }), upsertSupplied: INTERNAL, sampleId: INTERNAL,
    },
  },
  {
    name: "delete",
    command: (options) => ({ delete: "c", deletes: [{ q: { _id: 1 }, limit: 1 }], ...options }),
    isWrite: true,
    options: { ...WRITE, deletes: works([]), ordered: works(false), let: works({ x: 1 }), isTimeseriesNamespace: absent(true) },
  },
  {
    name: "deletes[0]",
    command: (options) => ({ delete: "c", deletes: [{ q: { a: 1 }, limit: 1, ...options }] }),
    isWrite: true,
    options: { q: works({ s: "ab" }), limit: works(0, 2), collation: works(...COLLATED), hint: works("a_1", "nope"), sort: absent({ _id: 1 }), sampleId: INTERNAL },
  },
  {
    name: "findAndModify",
    command: (options) => ({ findAndModify: "c", query: { _id: 1 }, update: { $set: { z: 1 } }, ...options }),
    isWrite: true,
    options: {
      ...WRITE, query: works({ s: "ab" }), sort: works({ _id: -1 }), remove: works(true), update: works([{ $set: { z: "$a" } }]), new: works(true), fields: works({ a: 1 }), upsert: works(true),
      bypassDocumentValidation: works(true), collation: works(...COLLATED), arrayFilters: works([{ e: 1 }]), hint: works("a_1", "nope"), let: works({ x: 1 }), stmtId: harmless("names the statement of a retry", 0),
      sampleId: INTERNAL, encryptionInformation: absent({}), projection: absent({ a: 1 }),
    },
  },
  {
    name: "count",
    command: (options) => ({ count: "c", ...options }),
    options: {
      ...READ, query: works({ s: "ab" }, 1), limit: works(1, -1), skip: works(1, -1), hint: works("a_1", "nope"), collation: works(...COLLATED), fields: harmless("a count has no fields; old drivers send it", { a: 1 }),
      writeConcern: works({ w: 1 }), let: absent({ x: 1 }),
    },
  },
  {
    name: "distinct",
    command: (options) => ({ distinct: "c", key: "s", ...options }),
    options: { ...READ, key: works("arr", 1), query: works({ a: 1 }, 1), collation: works(...COLLATED), hint: works("a_1"), writeConcern: works({ w: 1 }), let: absent({ x: 1 }) },
  },
  {
    name: "getMore",
    command: (options) => ({ getMore: long(7), collection: "c", ...options }),
    options: { batchSize: works(1, -1), collection: works(1), maxTimeMS: works(10), term: absent(long(1)), lastKnownCommittedOpTime: absent({}) },
  },
  { name: "killCursors", command: (options) => ({ killCursors: "c", cursors: [long(7)], ...options }), options: { cursors: works([], 1), comment: ANY["comment"] ?? works() } },
  {
    name: "explain",
    command: (options) => ({ explain: { find: "c" }, ...options }),
    isOfTheMoment: true,
    options: { verbosity: works("queryPlanner", "executionStats", "allPlansExecution"), comment: ANY["comment"] ?? works(), explain: works({ count: "c" }, { distinct: "c", key: "a" }, { aggregate: "c", pipeline: [], cursor: {} }) },
  },
  { name: "explain verbosity", command: (options) => ({ explain: { find: "c" }, ...options }), takesAnyName: true, options: { verbosity: works("nope") } },
  { name: "explained find", command: (options) => ({ explain: { find: "c", ...options } }), isOfTheMoment: true, options: { filter: works({ a: 1 }), sort: works({ a: 1 }), limit: works(1), projection: works({ a: 1 }), tailable: absent(true), min: absent({ a: 1 }) } },
  { name: "explained aggregate", command: (options) => ({ explain: { aggregate: "c", pipeline: [], cursor: {}, ...options } }), isOfTheMoment: true, options: { pipeline: works([{ $match: { a: 1 } }]) } },
  {
    name: "explained pipeline",
    command: (options) => ({ explain: { aggregate: "c", pipeline: [options], cursor: {} } }),
    isOfTheMoment: true,
    options: { $match: works({ a: 1 }), $nope: unknown(1), $group: works({ _id: "$a" }) },
  },
  {
    name: "createIndexes",
    command: (options) => ({ createIndexes: "c", indexes: [{ key: { z: 1 }, name: "z_1" }], ...options }),
    isWrite: true,
    options: { ...WRITE, indexes: works([], 1), commitQuorum: harmless("there is one member", 1, "majority"), ignoreUnknownIndexOptions: absent(true), v: absent(2) },
  },
  {
    name: "indexes[0]",
    command: (options) => ({ createIndexes: "c", indexes: [{ key: { z: 1 }, name: "z_1", ...options }] }),
    isWrite: true,
    options: {
      key: works({ z: 1, y: -1 }, { z: 0 }, {}), name: works("other", "", "*", 1), unique: works(true), sparse: works(true), hidden: works(true), expireAfterSeconds: works(5, -1),
      partialFilterExpression: works({ z: { $gt: 1 } }, { z: { $ne: 1 } }, 1), background: harmless("every build is short and happens at once", true), v: works(2, 1, 3, 0), collation: absent({ locale: "en" }, { nope: 1 }),
      storageEngine: absent({ wiredTiger: {} }), weights: absent({ z: 2 }), default_language: absent("english"), language_override: absent("lang"), textIndexVersion: absent(3), "2dsphereIndexVersion": absent(3),
      bits: absent(26), min: absent(-180), max: absent(180), wildcardProjection: absent({ z: 1 }), prepareUnique: absent(true), clustered: absent(true), dropDups: absent(true), bucketSize: absent(1), ns: harmless("MongoDB ignores it since 4.4; old drivers send it", "x.c"),
    },
  },
  {
    name: "index kind",
    command: ({ kind }) => ({ createIndexes: "c", indexes: [{ key: { z: kind ?? "nope" }, name: "z" }] }),
    isWrite: true,
    options: { kind: absent("text", "2d", "2dsphere", "hashed", "columnstore", "wildcard", true, {}) },
  },
  { name: "wildcard index", command: ({ key }) => ({ createIndexes: "c", indexes: [{ key: key ?? { "z.$nope": 1 }, name: "z" }] }), isWrite: true, options: { key: absent({ "$**": 1 }, { "z.$**": 1 }) } },
  {
    name: "create",
    command: (options) => ({ create: "e", ...options }),
    before: [{ drop: "e" }],
    isWrite: true,
    options: {
      ...WRITE, capped: absent(true), size: absent(1000), max: absent(10), timeseries: absent({ timeField: "t" }), clusteredIndex: absent({ key: { _id: 1 }, unique: true }), expireAfterSeconds: absent(long(5)),
      changeStreamPreAndPostImages: absent({ enabled: true }), storageEngine: absent({ wiredTiger: {} }), indexOptionDefaults: absent({ storageEngine: {} }), encryptedFields: absent({ fields: [] }), temp: absent(true), flags: absent(1),
      recordIdsReplicated: absent(true), collation: absent({ locale: "en" }), validator: works({ a: 1 }, { $nope: 1 }, 1), validationLevel: works("moderate", "nope"), validationAction: works("warn", "nope"), viewOn: works("c"),
      pipeline: works([]), autoIndexId: works(false), idIndex: works({ key: { _id: 1 }, name: "_id_" }, { key: { a: 1 }, name: "a" }, { key: { _id: 1 }, name: "_id_", nope: 1 }),
    },
  },
  { name: "collection validator", command: (options) => ({ create: "e", validator: options }), before: [{ drop: "e" }], isWrite: true, takesAnyName: true, options: { $jsonSchema: absent({ bsonType: "object" }), $where: absent("1"), $text: absent({ $search: "x" }), $nope: unknown(1) } },
  { name: "view", command: (options) => ({ create: "e", viewOn: "c", ...options }), before: [{ drop: "e" }], isWrite: true, options: { pipeline: works([{ $match: { a: 1 } }], [{ $nope: 1 }], [{ $out: "x" }], 1), validator: works({ a: 1 }), capped: absent(true) } },
  {
    name: "collMod",
    command: (options) => ({ collMod: "c", ...options }),
    isWrite: true,
    options: {
      ...WRITE, validator: works({ a: { $lt: 9 } }, { $nope: 1 }), validationLevel: works("off", "nope"), validationAction: works("warn", "nope"), viewOn: absent("d"), pipeline: absent([]), expireAfterSeconds: absent(long(1)),
      changeStreamPreAndPostImages: absent({ enabled: true }), timeseries: absent({ granularity: "hours" }), cappedSize: absent(long(1000)), cappedMax: absent(long(10)), dryRun: absent(true), recordPreImages: absent(true), index: works(1),
    },
  },
  {
    name: "collMod index",
    command: (options) => ({ collMod: "c", index: { name: "t_1", ...options } }),
    before: [{ createIndexes: "c", indexes: [{ key: { t: 1 }, name: "t_1", expireAfterSeconds: 9 }] }],
    isWrite: true,
    options: { expireAfterSeconds: works(long(7), -1), hidden: works(true), name: works("nope"), keyPattern: works({ t: 1 }), prepareUnique: absent(true), unique: absent(true) },
  },
  { name: "drop", command: (options) => ({ drop: "c", ...options }), isWrite: true, options: WRITE },
  { name: "dropIndexes", command: (options) => ({ dropIndexes: "c", index: "a_1", ...options }), isWrite: true, options: { ...WRITE, index: works("*", "nope", "_id_", { a: 1 }, ["a_1"], 1) } },
  {
    name: "listCollections",
    command: (options) => ({ listCollections: 1, ...options }),
    isOfTheMoment: true,
    options: { ...ANY, filter: works({ name: "c" }, { $nope: 1 }), nameOnly: works(true), authorizedCollections: harmless("there are no users", true), cursor: works({ batchSize: 1 }) },
  },
  { name: "listCollections cursor", command: (options) => ({ listCollections: 1, nameOnly: true, filter: { name: "c" }, cursor: options }), options: { batchSize: works(1, 0) } },
  { name: "listIndexes", command: (options) => ({ listIndexes: "c", ...options }), options: { ...ANY, cursor: works({ batchSize: 1 }, { batchSize: 0 }, { nope: 1 }), includeBuildUUIDs: absent(true), includeIndexBuildInfo: absent(true) } },
  { name: "listDatabases", command: (options) => ({ listDatabases: 1, ...options }), isOfTheMoment: true, options: { filter: works({ name: "x" }), nameOnly: works(true), authorizedDatabases: harmless("there are no users", true) } },
  { name: "dbStats", command: (options) => ({ dbStats: 1, ...options }), isOfTheMoment: true, options: { scale: works(1), freeStorage: harmless("there is no free space to tell of", 0) } },
  { name: "collStats", command: (options) => ({ collStats: "c", ...options }), isOfTheMoment: true, options: { scale: works(1) } },
  { name: "renameCollection", command: (options) => ({ renameCollection: "x.c", to: "x.d", ...options }), options: { to: works("x.e"), dropTarget: works(true), stayTemp: absent(true) } },
  ...["ping", "buildInfo", "hello", "connectionStatus", "serverStatus", "dropDatabase"].map((name): Place => ({ name, command: (options) => ({ [name]: 1, ...options }), isOfTheMoment: true, options: { comment: ANY["comment"] ?? works() } })),
  { name: "getParameter", command: (options) => ({ getParameter: 1, ...options }), options: {} },
  { name: "unknown command", command: (options) => ({ nope: 1, ...options }), options: {} },
  {
    name: "other commands",
    isWrite: true,
    takesAnyName: true,
    command: ({ run }) => (run as Document | undefined) ?? { nope: 1 },
    options: {
      run: absent(
        { mapReduce: "c", map: "1", reduce: "1", out: { inline: 1 } }, { validate: "c" }, { compact: "c" }, { cloneCollectionAsCapped: "c", toCollection: "x", size: 1000 }, { convertToCapped: "c", size: 1000 }, { planCacheClear: "c" },
        { createUser: "x", pwd: "y", roles: [] }, { usersInfo: 1 }, { rolesInfo: 1 }, { createSearchIndexes: "c", indexes: [] }, { dataSize: "x.c" }, { whatsmyuri: 1 }, { bulkWrite: 1, ops: [], nsInfo: [] },
      ),
    },
  },
];

const onFind = (more: Document) => (options: Document): Document => ({ find: "c", sort: { _id: 1 }, ...more, ...options });

/** What is alike in many commands. */
export const sharedPlaces: Place[] = [
  { name: "readConcern", command: (options) => onFind({ readConcern: options })({}), options: { level: works("local", "available", "majority", "linearizable", "nope", 1), afterClusterTime: works(1), atClusterTime: absent(1), provenance: works("nope") } },
  {
    name: "writeConcern",
    command: (options) => ({ insert: "c", documents: [{ _id: 9 }], writeConcern: options }),
    isWrite: true,
    options: {
      w: works(1, 51, -1, true, "majority", {}), j: harmless("every write is durable", true, 1, "x"), wtimeout: harmless("there is nobody to wait for", 10, long(10), "x"), fsync: harmless("the old name of j", true), provenance: works("nope"), getLastError: harmless("MongoDB ignores it; old drivers send it", 1),
    },
  },
  {
    name: "collation",
    command: (options) => ({ find: "c", filter: { s: "ab" }, sort: { _id: 1 }, collation: { locale: "en", ...options } }),
    options: {
      locale: works("simple", "en_US", "nope", 1), strength: works(1, 2, 3, 0, 6, "x"), caseLevel: absent(true), caseFirst: absent("upper", "nope"), numericOrdering: absent(true), alternate: absent("shifted", "nope"), maxVariable: absent("space", "nope"),
      normalization: absent(true), backwards: absent(true), version: works("57.1", "1"),
    },
  },
  { name: "collation locale", command: ({ locale }) => ({ find: "c", collation: { locale: locale ?? "nope" } }), options: { locale: absent("de", "fr", "sv", "de@collation=phonebook") } },
  {
    name: "arrayFilters",
    command: ({ filters }) => ({ update: "c", updates: [{ q: { _id: 1 }, u: { $set: { "arr.$[e]": 9 } }, arrayFilters: filters ?? [{ e: { $nope: 1 } }] }] }),
    isWrite: true,
    options: {
      filters: works(
        [{ e: 2 }], [{ e: { $gt: 1 } }], [{ nope: 1 }], [{ e: 1 }, { nope: 1 }], [{ e: 1 }, { e: 2 }], [{ E: 1 }], [{ "e-f": 1 }], [{}], [], [{ e: 1, f: 2 }], [{ $or: [{ e: 1 }, { e: 2 }] }], [{ $or: [{ e: 1 }, { f: 2 }] }],
        [{ $expr: { $eq: ["$e", 1] } }], [{ $nope: 1 }], [{ "e.nope": 1 }], [1],
      ),
    },
  },
];
