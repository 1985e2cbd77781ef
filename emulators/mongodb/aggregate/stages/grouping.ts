import { CommandError } from "../../errors.ts";
import { compareValues, keyOf } from "../../values/key.ts";
import { wholeNumber } from "../../values/numbers.ts";
import { isDoc, setField } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { compileAccumulator } from "../accumulators.ts";
import type { Accumulate } from "../accumulators.ts";
import { compileExpression } from "../expression.ts";
import type { Scope } from "../expression.ts";
import { checkOperand, stageName } from "../stage-name.ts";
import type { Stage, StageCompiler } from "../pipeline.ts";
import { sorted } from "../../engine/sort.ts";

/** Stages that bring documents together. */
export const groupingStages: Record<string, StageCompiler> = {
  $group: (operand) => {
    if (!isDoc(operand)) throw new CommandError(15947, "a group's fields must be specified in an object");
    if (!("_id" in operand)) throw new CommandError(15955, "a group specification must include an _id");
    return grouping(operand["_id"], outputsOf(operand, "_id"));
  },
  $count: (operand) => {
    if (typeof operand !== "string" || operand === "" || operand.startsWith("$") || operand.includes(".")) throw new CommandError(40156, "the count field must be a non-empty string without '$' and '.'");
    return (docs) => (docs.length > 0 ? [{ [operand]: docs.length }] : []);
  },
  $sortByCount: (operand) => {
    if (!isPathOrExpression(operand)) throw new CommandError(typeof operand === "object" || typeof operand === "string" ? 40148 : 40149, "the sortByCount field must be specified as a string with a '$' or as an object that is an expression");
    const group = grouping(operand, [["count", (docs) => docs.length]]);
    return (docs, context) => sorted(group(docs, context), { fields: [{ path: "count", parts: ["count"], direction: -1 }], docOf: (doc) => doc });
  },
  $bucket: (operand) => bucketing(operand),
  $bucketAuto: (operand) => autoBucketing(operand),
  $facet: (operand, compile) => {
    checkOperand("$facet", operand);
    if (!isDoc(operand)) return (docs) => docs;
    for (const stages of Object.values(operand)) for (const stage of Array.isArray(stages) ? stages.filter(isDoc) : []) {
      const name = stageName(stage);
      if (!NOT_IN_FACET.has(name)) continue;
      checkOperand(name, stage[name]);
      throw new CommandError(40600, `${name} is not allowed to be used within a $facet stage`);
    }
    const facets = Object.keys(operand).map((name) => [name, compile(operand[name])] as const);
    return (docs, context) => {
      const result: Doc = {};
      for (const [name, stage] of facets) setField(result, name, stage(docs, context));
      return [result];
    };
  },
};

const NOT_IN_FACET = new Set(["$facet", "$documents", "$collStats", "$indexStats", "$listLocalSessions", "$out", "$merge"]);

function isPathOrExpression(operand: Value): boolean {
  return isDoc(operand) ? Object.keys(operand)[0]?.startsWith("$") === true : typeof operand === "string" && operand.startsWith("$");
}

type Outputs = (readonly [string, Accumulate])[];

function outputsOf(spec: Doc, except: string | null): Outputs {
  return Object.keys(spec).filter((name) => name !== except).map((name) => {
    if (name.includes(".")) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
    return [name, compileAccumulator(spec[name], name)] as const;
  });
}

function grouping(id: Value, outputs: Outputs): Stage {
  const evaluate = compileExpression(id);
  return (docs, { scope, fold }) => {
    const groups = new Map<string, { id: Value; docs: Doc[] }>();
    for (const doc of docs) {
      const value = evaluate({ ...scope, root: doc, current: doc });
      const key = value === undefined ? "" : keyOf(value, fold);
      const group = groups.get(key);
      if (group) group.docs.push(doc);
      else groups.set(key, { id: value ?? null, docs: [doc] });
    }
    return Array.from(mergedNulls(groups).values(), (group) => accumulated(group, outputs, scope));
  };
}

/** A missing id and a null one are the same group. */
function mergedNulls(groups: Map<string, { id: Value; docs: Doc[] }>): Map<string, { id: Value; docs: Doc[] }> {
  const missing = groups.get("");
  const empty = groups.get(keyOf(null));
  if (missing && empty) {
    empty.docs.push(...missing.docs);
    groups.delete("");
  }
  return groups;
}

function accumulated({ id, docs }: { id: Value; docs: Doc[] }, outputs: Outputs, scope: Scope): Doc {
  const result: Doc = { _id: id };
  for (const [name, accumulate] of outputs) setField(result, name, accumulate(docs, scope));
  return result;
}

const COUNT: Outputs = [["count", (docs) => docs.length]];

function bucketing(operand: Value): Stage {
  if (!isDoc(operand)) throw new CommandError(40201, "Argument to $bucket stage must be an object");
  const { groupBy, boundaries, output, default: other } = known("$bucket", operand, ["groupBy", "boundaries", "output", "default"]);
  if (!Array.isArray(boundaries) || boundaries.length < 2) throw new CommandError(40192, "The $bucket 'boundaries' field must be an array of at least 2 values");
  boundaries.forEach((value, i) => {
    if (i > 0 && compareValues(boundaries[i - 1], value) >= 0) throw new CommandError(40194, "The 'boundaries' option to $bucket must be sorted in ascending order without repetitions");
  });
  const evaluate = compileExpression(groupBy);
  const outputs = isDoc(output) ? outputsOf(output, null) : COUNT;
  return (docs, { scope }) => {
    const buckets = boundaries.slice(0, -1).map((id) => ({ id, docs: [] as Doc[] }));
    const rest = { id: other ?? null, docs: [] as Doc[] };
    for (const doc of docs) {
      const value = evaluate({ ...scope, root: doc, current: doc });
      const at = boundaries.findLastIndex((boundary) => value !== undefined && compareValues(boundary, value) <= 0);
      const bucket = buckets[at];
      if (!bucket && other === undefined) throw new CommandError(7158303, "$switch could not find a matching branch for an input, and no default was specified.");
      (bucket ?? rest).docs.push(doc);
    }
    return [...buckets, rest].filter((bucket) => bucket.docs.length > 0).sort((a, b) => compareValues(a.id, b.id)).map((bucket) => accumulated(bucket, outputs, scope));
  };
}

function autoBucketing(operand: Value): Stage {
  if (!isDoc(operand)) throw new CommandError(40240, "The argument to $bucketAuto must be an object");
  const { groupBy, buckets: count, output } = known("$bucketAuto", operand, ["groupBy", "buckets", "output"]);
  const wanted = wholeNumber(count);
  if (wanted === null || wanted < 1) throw new CommandError(40243, "The $bucketAuto 'buckets' field must be greater than 0");
  const evaluate = compileExpression(groupBy);
  const outputs = isDoc(output) ? outputsOf(output, null) : COUNT;
  return (docs, { scope }) => {
    const valued = docs.map((doc) => ({ doc, value: evaluate({ ...scope, root: doc, current: doc }) ?? null })).sort((a, b) => compareValues(a.value, b.value));
    const buckets: { least: Value; greatest: Value; docs: Doc[] }[] = [];
    for (let at = 0; at < valued.length; ) {
      const size = Math.max(1, Math.round(valued.length / wanted));
      let end = buckets.length === wanted - 1 ? valued.length : Math.min(valued.length, at + size);
      while (end < valued.length && compareValues(valued[end]?.value, valued[end - 1]?.value) === 0) end++;
      buckets.push({ least: valued[at]?.value, greatest: valued[end - 1]?.value, docs: valued.slice(at, end).map(({ doc }) => doc) });
      at = end;
    }
    return buckets.map((bucket, i) => accumulated({ id: { min: bucket.least, max: buckets[i + 1]?.least ?? bucket.greatest }, docs: bucket.docs }, outputs, scope));
  };
}

function known(stage: string, operand: Doc, names: string[]): Doc {
  const unknown = Object.keys(operand).find((name) => !names.includes(name));
  if (unknown) throw new CommandError(stage === "$bucket" ? 40197 : 40245, `Unrecognized option to ${stage}: ${unknown}.`);
  if (operand["groupBy"] === undefined) throw new CommandError(stage === "$bucket" ? 40198 : 40246, `${stage} requires 'groupBy' to be specified.`);
  if (!isPathOrExpression(operand["groupBy"])) throw new CommandError(stage === "$bucket" ? 40202 : 40239, `The ${stage} 'groupBy' field must be defined as a $-prefixed path or an expression`);
  return operand;
}
