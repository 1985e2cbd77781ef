import { CommandError, failedToParse } from "../../errors.ts";
import { keyOf } from "../../values/key.ts";
import { isDoc } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { checkedParts, compileExpression, valueAt } from "../expression.ts";
import type { Scope } from "../expression.ts";
import { placed } from "../place.ts";
import type { Stage, StageCompiler } from "../pipeline.ts";
import { compileMatch } from "./documents.ts";
import { isNumeric, wholeNumber } from "../../values/numbers.ts";
import { Long } from "bson";

/** Stages that read another collection. */
export const joiningStages: Record<string, StageCompiler> = {
  $lookup: (operand, compile) => lookup(known("$lookup", operand, 9, ["from", "localField", "foreignField", "as", "let", "pipeline"]), compile),
  $graphLookup: (operand) => graphLookup(known("$graphLookup", operand, 40104, ["from", "startWith", "connectFromField", "connectToField", "as", "maxDepth", "depthField", "restrictSearchWithMatch"])),
  $unionWith: (operand, compile) => {
    const spec = typeof operand === "string" ? { coll: operand } : known("$unionWith", operand, 40415, ["coll", "pipeline"]);
    const from = text("$unionWith", spec, "coll");
    const inner = spec["pipeline"];
    for (const { $out, $merge } of Array.isArray(inner) ? inner.filter(isDoc) : []) if ($out !== undefined || $merge !== undefined) throw new CommandError(31441, "$out and $merge are not allowed within a $unionWith's sub-pipeline");
    const stage = compile(inner ?? []);
    return (docs, context) => [...docs, ...stage(context.read(from, null), context)];
  },
};

function lookup(spec: Doc, compile: (stages: Value) => Stage): Stage {
  const from = text("$lookup", spec, "from");
  if (text("$lookup", spec, "as") === "") throw failedToParse("$lookup argument 'as' must not be empty");
  const as = checkedParts(text("$lookup", spec, "as"));
  if (spec["let"] !== undefined && (!isDoc(spec["let"]) || spec["pipeline"] === undefined)) throw failedToParse("$lookup argument 'let' must be an object, and needs a 'pipeline'");
  const stage = spec["pipeline"] === undefined ? null : compile(spec["pipeline"]);
  const { localField, foreignField } = spec;
  const isJoin = localField !== undefined || foreignField !== undefined;
  if (isJoin && (typeof localField !== "string" || typeof foreignField !== "string")) throw failedToParse("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  if (!isJoin && !stage) throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const variables = isDoc(spec["let"]) ? spec["let"] : {};
  const lets = Object.keys(variables).map((name) => [name, compileExpression(variables[name])] as const);
  // An array without elements joins with null, but not where there is a pipeline too: MongoDB runs the two differently.
  const localValue = (doc: Doc): Value => {
    const value = valueAt(doc, String(localField).split("."));
    return !stage && Array.isArray(value) && value.length === 0 ? null : value;
  };
  return (docs, context) => docs.map((doc) => {
    const found = context.read(from, isJoin ? joinFilter(localValue(doc), String(foreignField)) : null);
    const inner = { ...context.scope, root: doc, current: doc };
    const scope: Scope = { ...context.scope, variables: new Map([...context.scope.variables, ...lets.map(([name, evaluate]) => [name, evaluate(inner)] as const)]) };
    return placed(doc, as, stage ? stage(found, { ...context, scope }) : found);
  });
}

/** An array on the near side means any of its elements; a missing field joins with null. */
function joinFilter(local: Value, foreignField: string): Doc {
  return { [foreignField]: Array.isArray(local) ? { $in: [...local.filter((item) => !Array.isArray(item)), ...local.filter(Array.isArray)] } : { $eq: local ?? null } };
}

function graphLookup(spec: Doc): Stage {
  const from = text("$graphLookup", spec, "from");
  const as = checkedParts(text("$graphLookup", spec, "as"));
  const connectTo = text("$graphLookup", spec, "connectToField");
  const connectFrom = checkedParts(text("$graphLookup", spec, "connectFromField"));
  const start = compileExpression(spec["startWith"]);
  checkGraph(spec);
  const maxDepth = spec["maxDepth"] === undefined ? Infinity : wholeNumber(spec["maxDepth"]) ?? 0;
  const { depthField, restrictSearchWithMatch: restriction } = spec;
  return (docs, context) => docs.map((doc) => {
    const found = new Map<string, Doc>();
    let wanted = asList(start({ ...context.scope, root: doc, current: doc }));
    for (let depth = 0; wanted.length > 0 && depth <= maxDepth; depth++) {
      const filter: Doc = { [connectTo]: { $in: wanted } };
      const fresh = context.read(from, isDoc(restriction) ? { $and: [filter, restriction] } : filter).filter((item) => !found.has(keyOf(item["_id"])));
      for (const item of fresh) found.set(keyOf(item["_id"]), typeof depthField === "string" ? { ...item, [depthField]: Long.fromNumber(depth) } : item);
      wanted = fresh.flatMap((item) => asList(valueAt(item, connectFrom)));
    }
    return placed(doc, as, [...found.values()]);
  });
}

function checkGraph({ maxDepth, depthField, restrictSearchWithMatch }: Doc): void {
  if (maxDepth !== undefined && !isNumeric(maxDepth)) throw new CommandError(40100, "maxDepth requires numeric argument");
  const depth = wholeNumber(maxDepth ?? 0);
  if (depth === null) throw new CommandError(40102, "maxDepth could not be represented as a long long");
  if (depth < 0) throw new CommandError(40101, "maxDepth requires a nonnegative argument");
  if (depthField !== undefined && typeof depthField !== "string") throw new CommandError(40103, "expected string as argument for depthField");
  if (restrictSearchWithMatch !== undefined && !isDoc(restrictSearchWithMatch)) throw new CommandError(40185, "restrictSearchWithMatch must be an object");
  if (isDoc(restrictSearchWithMatch)) compileMatch(restrictSearchWithMatch, null);
}

function asList(value: Value): Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function known(stage: string, operand: Value, code: number, names: string[]): Doc {
  if (!isDoc(operand)) throw failedToParse(`the ${stage} stage specification must be an object`);
  const unknown = Object.keys(operand).find((name) => !names.includes(name));
  if (unknown) throw new CommandError(code, `unknown argument to ${stage}: ${unknown}`);
  return operand;
}

function text(stage: string, spec: Doc, name: string): string {
  const value = spec[name];
  if (typeof value !== "string") throw new CommandError(stage === "$unionWith" ? 14 : 9, `${stage} argument '${name}' must be a string`);
  return value;
}

