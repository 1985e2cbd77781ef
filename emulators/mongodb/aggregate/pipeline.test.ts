import { Long } from "bson";
import { describe, expect, test } from "vitest";
import { compileFilter } from "../filter/compile.ts";
import type { Doc, Value } from "../values/types.ts";
import { compileExpression } from "./expression.ts";
import { compilePipeline } from "./pipeline.ts";

const bookings: Doc[] = [
  { _id: 1, coach: "a", price: 10, at: new Date("2027-03-14T06:30:00Z"), tags: ["x", "y"] },
  { _id: 2, coach: "b", price: 20, at: new Date("2027-03-15T12:00:00Z"), tags: [] },
  { _id: 3, coach: "a", price: 30, at: new Date("2027-04-01T00:00:00Z") },
];
const coaches: Doc[] = [{ _id: "a", name: "Ann" }, { _id: "b", name: "Bo" }];
const scope = { root: {}, current: {}, variables: new Map<string, Value>() };
const run = (...stages: Doc[]) => compilePipeline(stages)(bookings, { scope, read: (_, filter) => (filter ? coaches.filter(compileFilter(filter)) : coaches) });
const evaluate = (expression: Value, doc: Doc = {}) => compileExpression(expression)({ ...scope, root: doc, current: doc });

describe("a pipeline", () => {
  test("groups, sorts and cuts", () => {
    expect(run({ $group: { _id: "$coach", total: { $sum: "$price" }, mean: { $avg: "$price" }, ids: { $push: "$_id" } } }, { $sort: { total: -1 } }, { $limit: 1 }))
      .toEqual([{ _id: "a", total: 40, mean: expect.anything(), ids: [1, 3] }]);
  });

  test("joins another collection by a field or by a pipeline of its own", () => {
    const byField = run({ $lookup: { from: "coaches", localField: "coach", foreignField: "_id", as: "who" } }, { $unwind: "$who" }, { $project: { name: "$who.name" } });
    const byPipeline = run({ $lookup: { from: "coaches", let: { c: "$coach" }, pipeline: [{ $match: { $expr: { $eq: ["$_id", "$$c"] } } }], as: "who" } }, { $project: { name: { $first: "$who.name" } } });
    expect(byField).toEqual([{ _id: 1, name: "Ann" }, { _id: 2, name: "Bo" }, { _id: 3, name: "Ann" }]);
    expect(byPipeline).toEqual(byField);
  });

  test("counts in facets, buckets and windows", () => {
    expect(run({ $facet: { all: [{ $count: "n" }], none: [{ $match: { price: 99 } }, { $count: "n" }] } })).toEqual([{ all: [{ n: 3 }], none: [] }]);
    expect(run({ $bucket: { groupBy: "$price", boundaries: [0, 15, 100], output: { n: { $sum: 1 } } } })).toEqual([{ _id: 0, n: 1 }, { _id: 15, n: 2 }]);
    expect(run({ $setWindowFields: { partitionBy: "$coach", sortBy: { at: 1 }, output: { sum: { $sum: "$price", window: { documents: ["unbounded", "current"] } }, rank: { $rank: {} } } } }, { $project: { sum: 1, rank: 1 } }))
      .toEqual([{ _id: 1, sum: 10, rank: 1 }, { _id: 3, sum: 40, rank: 2 }, { _id: 2, sum: 20, rank: 1 }]);
  });

  test("unwinding keeps what has nothing to unwind only when asked to", () => {
    expect(run({ $unwind: "$tags" }).map(({ tags }) => tags)).toEqual(["x", "y"]);
    expect(run({ $unwind: { path: "$tags", preserveNullAndEmptyArrays: true } })).toHaveLength(4);
  });

  test("does not change the documents that it is given", () => {
    const before = structuredClone(bookings);
    run({ $set: { "at.x": 1, price: 0 } }, { $unset: "tags" }, { $sort: { _id: -1 } });
    expect(bookings).toEqual(before);
  });

  test.each([[{ $nope: 1 }], [{ $match: { $nope: 1 } }], [{ $group: { _id: null, x: { $nope: 1 } } }], [{ $project: { x: { $nope: 1 } } }], [{ $lookup: { from: "x", as: "y", nope: 1 } }], [{ $unwind: { path: "$x", nope: 1 } }]])(
    "%j is refused before there is a document", (stage) => {
      expect(() => compilePipeline([stage])).toThrow();
    },
  );
});

describe("an expression", () => {
  test.each<[Value, Value]>([
    [{ $add: [2147483647, 1] }, Long.fromNumber(2147483648)],
    [{ $round: [2.5, 0] }, 2.5 - 0.5],
    [{ $dateToString: { date: new Date("2027-03-14T06:30:00Z"), format: "%Y-%m-%d %H:%M %z", timezone: "America/New_York" } }, "2027-03-14 01:30 -0500"],
    [{ $dateAdd: { startDate: new Date("2027-03-13T12:00:00Z"), unit: "day", amount: 1, timezone: "America/New_York" } }, new Date("2027-03-14T11:00:00Z")],
    [{ $dateTrunc: { date: new Date("2027-03-17T12:00:00Z"), unit: "week", startOfWeek: "monday" } }, new Date("2027-03-15T00:00:00Z")],
    [{ $dateDiff: { startDate: new Date("2027-01-31T23:00:00Z"), endDate: new Date("2027-02-01T01:00:00Z"), unit: "month" } }, Long.fromNumber(1)],
    [{ $cond: [{ $gt: [1, null] }, "yes", "no"] }, "yes"],
    [{ $map: { input: [1, 2], as: "n", in: { $multiply: ["$$n", 2] } } }, [2, 4]],
    [{ $reduce: { input: ["a", "b"], initialValue: "", in: { $concat: ["$$value", "$$this"] } } }, "ab"],
    [{ $ifNull: ["$absent", "there"] }, "there"],
    [{ $regexFind: { input: "abc", regex: "(b)" } }, { match: "b", idx: 1, captures: ["b"] }],
  ])("%j", (expression, expected) => {
    const value = evaluate(expression);
    expect(typeof value === "object" && value !== null && "value" in value ? value.value : value).toEqual(expected);
  });

  test("a variable that is not known is refused", () => {
    expect(() => evaluate("$$nobody")).toThrow(/undefined variable/);
  });
});
