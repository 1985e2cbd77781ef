import { Binary, Timestamp } from "mongodb";
import type { Document } from "mongodb";
import { absent, unknown, works } from "./place.ts";
import type { Option, Place } from "./place.ts";

const aggregate = (...pipeline: Document[]): Document => ({ aggregate: "c", pipeline, cursor: {} });
const ORDER = { $sort: { _id: 1 } };
const date = new Date("2027-03-14T06:30:15.250Z");
const later = new Date("2028-05-16T07:00:00Z");

/** An operand that works for each of MongoDB 7.0's stages, and one for those that this server refuses. */
const STAGES: Record<string, Option> = {
  $addFields: works({ z: 1 }), $bucket: works({ groupBy: "$_id", boundaries: [0, 5] }), $bucketAuto: works({ groupBy: "$_id", buckets: 1 }), $changeStream: absent({}), $changeStreamSplitLargeEvent: absent({}),
  $collStats: absent({ count: {} }), $count: works("n"), $currentOp: absent({}), $densify: absent({ field: "_id", range: { step: 1, bounds: "full" } }), $documents: works([]), $facet: works({ x: [] }),
  $fill: absent({ output: { a: { value: 1 } } }), $geoNear: absent({ near: [1, 1], distanceField: "x" }), $graphLookup: works({ from: "d", startWith: "$k", connectFromField: "k", connectToField: "k", as: "r" }),
  $group: works({ _id: null }), $indexStats: works(1), $limit: works(1, 0, -1, "x"), $listLocalSessions: works({}), $listSampledQueries: absent({}), $listSearchIndexes: absent({}), $listSessions: absent({}),
  $lookup: works({ from: "d", localField: "k", foreignField: "k", as: "r" }), $match: works({ a: 1 }, 1), $merge: works(1), $out: works(1), $planCacheStats: absent({}), $project: works({ a: 1 }, 1), $redact: works("$$KEEP", 1),
  $replaceRoot: works({ newRoot: "$o" }), $replaceWith: works({ z: 1 }), $sample: works({ size: 0 }), $search: absent({}), $searchMeta: absent({}), $set: works({ z: 1 }, 1), $setWindowFields: works({ output: { n: { $sum: 1 } } }),
  $shardedDataDistribution: absent({}), $skip: works(1, -1, "x"), $sort: works({ _id: -1 }, {}), $sortByCount: works("$absent", 1), $unionWith: works("d", 1), $unset: works("a", 1), $unwind: works("$arr", 1), $vectorSearch: absent({}), nope: unknown(1),
  $nope: unknown(1),
};

/** What is wrong in a stage that an update cannot have anyway is told in another order; so each once, as it should be. */
const IN_UPDATE: Record<string, Option> = {
  ...Object.fromEntries(Object.entries(STAGES).map(([name, { values, ...option }]) => [name, { ...option, values: values.slice(0, 1) }])),
  $out: absent("x"), $merge: absent("x"), $indexStats: absent({}), $documents: absent([]), $listLocalSessions: absent({}),
};

/** The options of the stages that take an object of them. */
const STAGE_OPTIONS: Record<string, { base: Document; options: Record<string, Option> }> = {
  $bucket: { base: { groupBy: "$_id", boundaries: [0, 2] }, options: { default: works(7), output: works({ n: { $sum: 1 } }), groupBy: works(1), boundaries: works([1]) } },
  $bucketAuto: { base: { groupBy: "$_id", buckets: 2 }, options: { output: works({ n: { $sum: 1 } }), granularity: absent("R5", "nope") } },
  $graphLookup: {
    base: { from: "d", startWith: "$k", connectFromField: "k", connectToField: "k", as: "r" },
    options: { maxDepth: works(0, -1, "x"), depthField: works("deep", 1), restrictSearchWithMatch: works({ v: 1 }, { $nope: 1 }, 1) },
  },
  $lookup: {
    base: { from: "d", localField: "k", foreignField: "k", as: "r" },
    options: { let: works({ x: 1 }, 1), pipeline: works([{ $match: { v: 1 } }], [{ $nope: 1 }], 1), localField: works(1), as: works(1, ""), from: works(1, { db: "local", coll: "x" }), _internalUnwind: absent({}) },
  },
  $sample: { base: { size: 10 }, options: { size: works(-1) } },
  $setWindowFields: { base: { sortBy: { _id: 1 }, output: { n: { $sum: "$_id" } } }, options: { partitionBy: works("$k"), sortBy: works({ a: 1 }, 1) } },
  $unionWith: { base: { coll: "d" }, options: { pipeline: works([{ $match: { v: 1 } }], [{ $nope: 1 }], [{ $out: "x" }]), coll: works(1) } },
  $unwind: { base: { path: "$arr" }, options: { includeArrayIndex: works("i", 1, "$i"), preserveNullAndEmptyArrays: works(true, 1), path: works("arr") } },
  $replaceRoot: { base: { newRoot: { z: 1 } }, options: { newRoot: works(1) } },
  $indexStats: { base: {}, options: {} },
  $listLocalSessions: { base: {}, options: { allUsers: absent(true), users: absent([]) } },
};

const ACCUMULATORS: Record<string, Option> = {
  $sum: works("$a"), $avg: works("$a"), $min: works("$a"), $max: works("$a"), $first: works("$a"), $last: works("$a"), $push: works("$a"), $addToSet: works("x"), $mergeObjects: works("$o"), $count: works({}, 1, { nope: 1 }),
  $stdDevPop: works("$a"), $stdDevSamp: works("$a"), $accumulator: absent({ init: "x", accumulate: "x", accumulateArgs: [], merge: "x", lang: "js" }), $median: absent({ input: "$a", method: "approximate" }),
  $percentile: absent({ input: "$a", p: [0.5], method: "approximate" }), $firstN: works({ n: 1, input: "$a" }), $lastN: works({ n: 1, input: "$a" }), $minN: works({ n: 1, input: "$a" }), $maxN: works({ n: 1, input: "$a" }),
  $top: works({ sortBy: { _id: 1 }, output: "$a" }), $bottom: works({ sortBy: { _id: 1 }, output: "$a" }), $topN: works({ n: 1, sortBy: { _id: 1 }, output: "$a" }), $bottomN: works({ n: 1, sortBy: { _id: 1 }, output: "$a" }), $nope: unknown(1),
};
const ACCUMULATOR_OPTIONS: Record<string, { base: Document; options: Record<string, Option> }> = {
  ...Object.fromEntries(["$firstN", "$lastN", "$minN", "$maxN"].map((name) => [name, { base: { n: 1, input: "$a" }, options: { n: works(0, "x") } }])),
  $top: { base: { sortBy: { _id: 1 }, output: "$a" }, options: { n: absent(1), sortBy: works(1) } },
  $bottom: { base: { sortBy: { _id: 1 }, output: "$a" }, options: { n: absent(1), sortBy: works({ a: 2 }) } },
  $topN: { base: { n: 1, sortBy: { _id: 1 }, output: "$a" }, options: { n: works(0, "x") } },
  $bottomN: { base: { n: 1, sortBy: { _id: 1 }, output: "$a" }, options: { n: works(0, "x") } },
};
const WINDOW_FUNCTIONS: Record<string, Option> = {
  ...ACCUMULATORS, $mergeObjects: absent("$o"), $covariancePop: absent(["$a", "$_id"]), $covarianceSamp: absent(["$a", "$_id"]), $denseRank: works({}, { nope: 1 }), $derivative: absent({ input: "$a" }), $documentNumber: works({}, { nope: 1 }),
  $expMovingAvg: absent({ input: "$a", N: 2 }), $integral: absent({ input: "$a" }), $linearFill: absent("$a"), $locf: absent("$a"), $rank: works({}, { nope: 1 }), $shift: works({ output: "$a", by: 1 }),
};

/** Every query operator of a field, by an operand that works. */
const FIELD_OPERATORS: Record<string, Option> = {
  $eq: works(1), $gt: works(1), $gte: works(1), $lt: works(2), $lte: works(2), $ne: works(1), $in: works([1]), $nin: works([1]), $not: works({ $gt: 1 }, { $nope: 1 }, { nope: 1 }), $exists: works(true), $type: works("int", "nope", 99),
  $mod: works([2, 1], [2, 1, 0]), $regex: works("a"), $options: works("i"), $all: works([1], [{ $elemMatch: { nope: { $nope: 1 } } }]), $size: works(1), $bitsAllClear: works(1), $bitsAllSet: works(1), $bitsAnyClear: works(1), $bitsAnySet: works(1),
  $elemMatch: works({ $gt: 1 }, { $nope: 1 }, { q: { $nope: 1 } }, { $gt: 1, $nope: 1 }, { $and: [{ $nope: 1 }] }), $comment: works("x"), $geoIntersects: absent({ $geometry: { type: "Point", coordinates: [1, 1] } }),
  $geoWithin: absent({ $center: [[1, 1], 1] }), $within: absent({ $center: [[1, 1], 1] }), $near: absent([1, 1]), $nearSphere: absent([1, 1]), $geoNear: absent([1, 1]), $maxDistance: absent(1), $minDistance: absent(1), $expr: absent(1),
  $where: absent("1"), $and: absent([]), $or: absent([]), $text: absent({}), $rand: absent({}),
};
const TOP_OPERATORS: Record<string, Option> = {
  $and: works([{ a: 1 }], [{ $nope: 1 }], [1]), $or: works([{ a: 1 }], [{ $nope: 1 }]), $nor: works([{ a: 1 }], [{ $nope: 1 }]), $expr: works({ $eq: ["$a", 1] }, { $nope: 1 }), $comment: works("x"), $alwaysTrue: works(1, 2), $alwaysFalse: works(1, 2),
  $jsonSchema: absent({ bsonType: "object" }), $text: absent({ $search: "x" }), $where: absent("1"), $sampleRate: absent(0.5), $not: absent({ a: 1 }), $elemMatch: absent({}), $eq: absent(1), $atomic: absent(1), $isolated: absent(1), $query: absent({}),
};

const UPDATE_OPERATORS: Record<string, Option> = {
  $set: works({ z: 1 }, 1), $unset: works({ a: 1 }), $inc: works({ a: 1 }), $mul: works({ a: 2 }), $min: works({ a: 0 }), $max: works({ a: 5 }), $rename: works({ a: "z" }), $setOnInsert: works({ z: 1 }), $push: works({ arr: 1 }), $addToSet: works({ arr: 9 }),
  $pop: works({ arr: 1 }), $pull: works({ arr: 1 }, { arr: { $nope: 1 } }, { items: { q: { $nope: 1 } } }), $pullAll: works({ arr: [1] }), $bit: works({ a: { or: 4 } }, { a: { nope: 1 } }), $pushAll: absent({ arr: [1] }), $isolated: absent(1),
  $each: absent([1]), $position: absent(0), $v: absent(1), $diff: absent({}), "$[]": absent(1), $expr: absent({}),
};

/** The expressions, by an operand that works, or by their named arguments of which the rest must be there. */
const EXPRESSIONS: Record<string, unknown> = {
  $abs: -1, $acos: 1, $add: [1, 2], $allElementsTrue: [[true]], $and: [true], $anyElementTrue: [[false]], $arrayElemAt: [[1, 2], 1], $arrayToObject: [[["k", 1]]], $asin: 1, $atan: 1, $atan2: [1, 1], $avg: [1, 2], $binarySize: new Binary(Buffer.from("ab")),
  $bsonSize: { $literal: { a: 1 } }, $ceil: 1.5, $cmp: [1, 2], $concat: ["a", "b"], $concatArrays: [[1], [2]], $cond: [true, 1, 2], $cos: 0, $dayOfMonth: date, $dayOfWeek: date, $dayOfYear: date, $degreesToRadians: 180, $divide: [1, 2], $eq: [1, 1],
  $exp: 0, $first: [[1, 2]], $floor: 1.5, $getField: "a", $gt: [1, 2], $gte: [1, 2], $hour: date, $ifNull: [null, 1], $in: [1, [1]], $indexOfArray: [[1], 1], $indexOfCP: ["ab", "b"], $isArray: [[1]], $isNumber: 1, $isoDayOfWeek: date,
  $isoWeek: date, $isoWeekYear: date, $last: [[1, 2]], $literal: "$a", $ln: 1, $log: [8, 2], $log10: 100, $lt: [1, 2], $lte: [1, 2], $max: [1, 2], $mergeObjects: [{ a: 1 }], $min: [1, 2], $millisecond: date, $minute: date, $mod: [5, 3], $month: date,
  $multiply: [2, 3], $ne: [1, 2], $not: [true], $objectToArray: "$o", $or: [false], $pow: [2, 3], $radiansToDegrees: 0, $range: [0, 3], $reverseArray: [[1, 2]], $round: [1.25, 1], $second: date, $setDifference: [[1], [2]], $setEquals: [[1], [1]],
  $setIntersection: [[1], [1]], $setIsSubset: [[1], [1]], $setUnion: [[1], [2]], $sin: 0, $size: [[1]], $slice: [[1, 2], 1], $split: ["a,b", ","], $sqrt: 4, $stdDevPop: [1, 2], $stdDevSamp: [1, 2], $strcasecmp: ["a", "B"], $strLenBytes: "é",
  $strLenCP: "é", $substr: ["abc", 0, 1], $substrBytes: ["abc", 0, 1], $substrCP: ["abc", 0, 1], $subtract: [2, 1], $sum: [1, 2], $tan: 0, $toBool: 1, $toDate: "2027-01-01T00:00:00Z", $toDecimal: 1, $toDouble: 1, $toInt: "1",
  $toLong: 1, $toLower: "A", $toObjectId: "0123456789abcdef01234567", $toString: 1, $toUpper: "a", $trunc: 1.5, $type: 1, $week: date, $year: date,
};
const REFUSED_EXPRESSIONS: Record<string, unknown> = {
  $acosh: 1, $asinh: 1, $atanh: 0, $bitAnd: [1, 3], $bitNot: 1, $bitOr: [1, 2], $bitXor: [1, 2], $cosh: 0, $sinh: 0, $tanh: 0, $function: { body: "function(){}", args: [], lang: "js" }, $indexOfBytes: ["ab", "b"], $median: { input: [1], method: "approximate" },
  $percentile: { input: [1], p: [0.5], method: "approximate" }, $meta: "textScore", $sampleRate: 0.5, $toHashedIndexKey: 1, $tsIncrement: new Timestamp({ t: 1, i: 2 }), $tsSecond: new Timestamp({ t: 1, i: 2 }), $accumulator: {}, $count: {}, $push: "$a",
  $addToSet: "$a", $top: {}, $rank: {}, $shift: {}, $exists: true, $regex: "a", $elemMatch: {}, $nope: 1,
};
const NAMED: Record<string, { base: Document; options?: Record<string, Option> }> = {
  $cond: { base: { if: true, then: 1, else: 2 } },
  $convert: { base: { input: "x", to: "int", onError: 1 }, options: { onNull: works(1), onError: works(2), to: works("nope", 99), format: unknown("hex"), base: absent(2) } },
  $dateAdd: { base: { startDate: date, unit: "day", amount: 1 }, options: { timezone: works("America/New_York", "nope"), unit: works("nope") } },
  $dateSubtract: { base: { startDate: date, unit: "day", amount: 1 }, options: { timezone: works("America/New_York"), unit: works("nope") } },
  $dateDiff: { base: { startDate: date, endDate: later, unit: "week" }, options: { timezone: works("America/New_York"), startOfWeek: works("monday", "nope"), unit: works("nope") } },
  $dateFromParts: {
    base: { year: 2027 },
    options: { month: works(2), day: works(2), hour: works(2), minute: works(2), second: works(2), millisecond: works(2), timezone: works("America/New_York"), isoWeekYear: absent(2027), isoWeek: absent(2), isoDayOfWeek: absent(2) },
  },
  $dateFromString: { base: { dateString: "2027-01-02" }, options: { format: unknown("%Y-%m-%d"), timezone: works("America/New_York"), onError: works(1), onNull: works(1) } },
  $dateToParts: { base: { date }, options: { timezone: works("America/New_York"), iso8601: absent(true) } },
  $dateToString: { base: { date }, options: { format: works("%Y", "%n", 1), timezone: works("America/New_York"), onNull: works(1) } },
  $dateTrunc: { base: { date, unit: "week" }, options: { binSize: works(2, 0), timezone: works("America/New_York"), startOfWeek: works("monday", "nope"), unit: works("nope") } },
  $dayOfWeek: { base: { date }, options: { timezone: works("America/New_York", "nope") } },
  $hour: { base: { date }, options: { timezone: works("America/New_York") } },
  $year: { base: { date }, options: { timezone: works("America/New_York") } },
  $isoWeek: { base: { date }, options: { timezone: works("America/New_York") } },
  $filter: { base: { input: [1, 2], cond: true }, options: { as: works("x", "X", 1), limit: works(1, 0) } },
  $map: { base: { input: [1, 2], in: 1 }, options: { as: works("x", "X") } },
  $reduce: { base: { input: [1, 2], initialValue: 0, in: 1 } },
  $firstN: { base: { n: 1, input: [1, 2] }, options: { n: works(0) } },
  $lastN: { base: { n: 1, input: [1, 2] } },
  $maxN: { base: { n: 1, input: [1, 2] } },
  $minN: { base: { n: 1, input: [1, 2] } },
  $getField: { base: { field: "a", input: "$$ROOT" } },
  $setField: { base: { field: "a", input: "$$ROOT", value: 1 } },
  $unsetField: { base: { field: "a", input: "$$ROOT" } },
  $let: { base: { vars: { x: 1 }, in: "$$x" }, options: { vars: works({ X: 1 }, 1) } },
  $ltrim: { base: { input: " a " }, options: { chars: works("a ") } },
  $rtrim: { base: { input: " a " }, options: { chars: works("a ") } },
  $trim: { base: { input: " a " }, options: { chars: works("a ") } },
  $regexFind: { base: { input: "Ab", regex: "a" }, options: { options: works("i", "nope") } },
  $regexFindAll: { base: { input: "Ab", regex: "a" }, options: { options: works("i") } },
  $regexMatch: { base: { input: "Ab", regex: "a" }, options: { options: works("i") } },
  $replaceAll: { base: { input: "aa", find: "a", replacement: "b" } },
  $replaceOne: { base: { input: "aa", find: "a", replacement: "b" } },
  $sortArray: { base: { input: [2, 1], sortBy: 1 }, options: { sortBy: works(2, { a: 1 }, { a: 2 }) } },
  $switch: { base: { branches: [{ case: true, then: 1 }] }, options: { default: works(1), branches: works([], [{ case: true, then: 1, nope: 1 }], [{ case: true }]) } },
  $zip: { base: { inputs: [[1, 2], [3]] }, options: { useLongestLength: works(true), defaults: works([0, 0]) } },
};

const project = (z: unknown) => aggregate(ORDER, { $limit: 1 }, { $project: { z } });
const update = (u: unknown, more: Document = {}): Document => ({ update: "c", updates: [{ q: { _id: 1 }, u, ...more }] });
const named = (kind: string, table: Record<string, { base: Document; options?: Record<string, Option> }>, command: (operator: Document) => Document): Place[] =>
  Object.entries(table).map(([name, { base, options = {} }]) => ({ name: `${kind} ${name}`, command: (more) => command({ [name]: { ...base, ...more } }), options }));
const WHOLE = { $eq: [1, 1] };

export const languagePlaces: Place[] = [
  { name: "stages", command: (stage) => aggregate(stage), takesAnyName: true, options: STAGES },
  { name: "stages in a facet", command: (stage) => aggregate({ $facet: { x: [stage] } }), takesAnyName: true, options: { ...STAGES, $indexStats: works(1), $documents: works([]), $listLocalSessions: absent({}) } },
  { name: "stages in a lookup", command: (stage) => aggregate(ORDER, { $lookup: { from: "d", pipeline: [stage], as: "r" } }), takesAnyName: true, options: { ...STAGES, $documents: absent([]), $indexStats: absent({}), $listLocalSessions: absent({}) } },
  { name: "stages of an update", command: (stage) => update([stage]), takesAnyName: true, isWrite: true, options: IN_UPDATE },
  ...named("stage", STAGE_OPTIONS, (stage) => aggregate(...(stage["$indexStats"] || stage["$listLocalSessions"] ? [] : [ORDER]), stage)),
  { name: "$group fields", command: (more) => aggregate({ $group: { _id: null, ...more } }), options: { x: works(1, { $sum: 1 }, { $sum: 1, $nope: 1 }, { sum: 1 }, {}), "a.b": works({ $sum: 1 }) } },
  { name: "window", command: (window) => aggregate({ $setWindowFields: { sortBy: { _id: 1 }, output: { n: { $sum: "$_id", window } } } }), options: { documents: works(["current", 1], ["nope", 1], 1), range: works([-1, 0]), unit: works("day") } },
  { name: "window output", command: (more) => aggregate({ $setWindowFields: { sortBy: { _id: 1 }, output: { n: { $sum: "$_id", ...more } } } }), options: { $avg: absent("$a"), window: works({}, 1) } },
  { name: "$shift", command: (more) => aggregate({ $setWindowFields: { sortBy: { _id: 1 }, output: { n: { $shift: { output: "$a", by: 1, ...more } } } } }), options: { default: works(7), by: works("x") } },
  {
    name: "$merge",
    command: (more) => aggregate(ORDER, { $merge: { into: "d", ...more } }),
    isWrite: true,
    options: {
      on: works("_id", "v", ["_id"], 1), whenMatched: works("replace", "merge", "keepExisting", "fail", "nope", [{ $set: { z: 1 } }], [{ $match: {} }]), whenNotMatched: works("insert", "discard", "fail", "nope"), let: works({ x: 1 }),
      into: works({ db: "DIFFERENTIAL", coll: "d", nope: 1 }, 1),
    },
  },
  { name: "$out", command: (more) => aggregate(ORDER, { $out: { coll: "d", ...more } }), isWrite: true, options: { timeseries: absent({ timeField: "t" }), coll: works(1) } },
  { name: "$group accumulators", command: (x) => aggregate(ORDER, { $group: { _id: null, x } }), takesAnyName: true, options: ACCUMULATORS },
  ...named("accumulator", ACCUMULATOR_OPTIONS, (x) => aggregate(ORDER, { $group: { _id: null, x } })),
  { name: "window functions", command: (x) => aggregate({ $setWindowFields: { sortBy: { _id: 1 }, output: { x } } }, { $project: { x: 1 } }), takesAnyName: true, options: WINDOW_FUNCTIONS },
  { name: "field operators", command: (a) => ({ find: "c", filter: { a }, sort: { _id: 1 }, projection: { _id: 1 } }), takesAnyName: true, options: { ...FIELD_OPERATORS, $nope: unknown(1) } },
  { name: "operators beside $gt", command: (a) => ({ find: "c", filter: { a: { $gt: 0, ...a } }, sort: { _id: 1 }, projection: { _id: 1 } }), options: { $nope: unknown(1), $lt: works(2), $options: works("i") } },
  { name: "operators beside $regex", command: (s) => ({ find: "c", filter: { s: { $regex: "a", ...s } }, projection: { _id: 1 } }), options: { $options: works("i", "nope", 1), $ne: works("ab"), $nope: unknown(1) } },
  { name: "operators in an $elemMatch", command: (items) => ({ find: "c", filter: { arr: { $elemMatch: { ...items } } }, projection: { _id: 1 } }), takesAnyName: true, options: { ...FIELD_OPERATORS, $nope: unknown(1), $and: works([{ a: 1 }]), $or: works([{ a: 1 }]), $where: absent("1"), $expr: works(1), nope: works(1), $text: absent({}), $rand: absent({}) } },
  { name: "top operators", command: (filter) => ({ find: "c", filter, sort: { _id: 1 }, projection: { _id: 1 } }), takesAnyName: true, options: { ...TOP_OPERATORS, $nope: unknown(1) } },
  { name: "operators in a $match", command: (filter) => aggregate({ $match: filter }, ORDER, { $project: { _id: 1 } }), takesAnyName: true, options: { ...TOP_OPERATORS, $nope: unknown(1) } },
  { name: "sort", command: (sort) => ({ find: "c", sort }), takesAnyName: true, options: { a: works(1, 0, 2, "x", { $nope: 1 }), t: absent({ $meta: "textScore" }), $a: works(1), $natural: absent(1, -1) } },
  { name: "projection", command: (projection) => ({ find: "c", projection }), takesAnyName: true, options: { arr: works({ $slice: 1 }, { $elemMatch: { $gt: 1 } }, { $elemMatch: { $nope: 1 } }, { $nope: 1 }, { $slice: 1, $nope: 1 }), a: absent({ $meta: "textScore" }, { $meta: "nope" }), $nope: unknown(1) } },
  { name: "update operators", command: (u) => update(u), isWrite: true, takesAnyName: true, options: { ...UPDATE_OPERATORS, $nope: unknown({ a: 1 }, 1) } },
  { name: "operators of an upsert", command: (u) => ({ update: "c", updates: [{ q: { _id: 50 }, u, upsert: true }] }), isWrite: true, takesAnyName: true, options: { ...UPDATE_OPERATORS, $nope: unknown({ a: 1 }) } },
  { name: "$push modifiers", command: (more) => update({ $push: { arr: { $each: [9], ...more } } }), isWrite: true, options: { $position: works(0, "x"), $slice: works(2, "x"), $sort: works(-1, 2, { q: 1 }, {}), $nope: unknown(1), $each: works(1) } },
  { name: "$push modifiers without $each", command: (more) => update({ $push: { arr: more } }), isWrite: true, takesAnyName: true, options: { $position: works(0), $slice: works(2), $sort: works(-1), $nope: works(1) } },
  { name: "$addToSet modifiers", command: (more) => update({ $addToSet: { arr: { $each: [9], ...more } } }), isWrite: true, options: { $slice: absent(1), $nope: unknown(1), $position: absent(1) } },
  { name: "$currentDate type", command: (more) => update({ $currentDate: { z: { $type: "date", ...more } } }), isWrite: true, options: { $type: absent("nope", 1), $nope: unknown(1) } },
  { name: "$bit operations", command: (more) => update({ $bit: { a: { or: 1, ...more } } }), isWrite: true, options: { and: works(1), xor: works(1) } },
  { name: "expressions", command: (z) => project(z), takesAnyName: true, options: { ...Object.fromEntries(Object.entries(EXPRESSIONS).map(([name, operand]) => [name, works(operand)])), ...Object.fromEntries(Object.entries(REFUSED_EXPRESSIONS).map(([name, operand]) => [name, absent(operand)])) } },
  { name: "expressions beside another", command: (more) => project({ ...WHOLE, ...more }), options: { $nope: unknown(1), $add: absent(1) } },
  ...named("expression", NAMED, project),
  { name: "unknown expressions", command: ({ at }) => aggregate((at as Document | undefined) ?? { $addFields: { z: { $nope: 1 } } }), options: { at: unknown(
    { $project: { z: { $nope: 1 } } }, { $project: { z: { $add: [1, { $nope: 1 }] } } }, { $project: { z: { y: { $nope: 1 } } } }, { $addFields: { z: { y: { $nope: 1 } } } }, { $group: { _id: { $nope: 1 } } }, { $group: { _id: { x: { $nope: 1 } } } }, { $group: { _id: null, x: { $sum: { $nope: 1 } } } },
    { $match: { $expr: { $nope: 1 } } }, { $replaceWith: { $nope: 1 } }, { $bucket: { groupBy: { $nope: 1 }, boundaries: [0, 1] } }, { $sortByCount: { $nope: 1 } }, { $redact: { $nope: 1 } }, { $lookup: { from: "d", let: { x: { $nope: 1 } }, pipeline: [], as: "r" } },
    { $facet: { x: [{ $project: { z: { $nope: 1 } } }] } }, { $unionWith: { coll: "d", pipeline: [{ $project: { z: { $nope: 1 } } }] } }, { $setWindowFields: { output: { z: { $sum: { $nope: 1 } } } } }, { $project: { z: "$$nope" } }, { $project: { z: "$$NOPE" } },
    { $match: { $expr: "$$nope" } }, { $addFields: { z: { $map: { input: [1], as: "x", in: "$$y" } } } },
  ) } },
];

