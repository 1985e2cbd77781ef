import { CommandError, failedToParse } from "../../errors.ts";
import { keyOf } from "../../values/key.ts";
import { isDoc } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { checkedParts, compileExpression, valueAt } from "../expression.ts";
import type { Scope } from "../expression.ts";
import { placed } from "../place.ts";
import type { Stage, StageCompiler } from "../pipeline.ts";
import { wholeNumber } from "../../values/numbers.ts";

/** Stages that read another collection. */
export const joiningStages: Record<string, StageCompiler> = {
  $lookup: (operand, compile) => lookup(known("$lookup", operand, ["from", "localField", "foreignField", "as", "let", "pipeline"]), compile),
  $graphLookup: (operand) => graphLookup(known("$graphLookup", operand, ["from", "startWith", "connectFromField", "connectToField", "as", "maxDepth", "depthField", "restrictSearchWithMatch"])),
  $unionWith: (operand, compile) => {
    const spec = typeof operand === "string" ? { coll: operand } : known("$unionWith", operand, ["coll", "pipeline"]);
    const from = text("$unionWith", spec, "coll");
    const stage = compile(spec["pipeline"] ?? []);
    return (docs, context) => [...docs, ...stage(context.read(from, null), context)];
  },
};

function lookup(spec: Doc, compile: (stages: Value) => Stage): Stage {
  const from = text("$lookup", spec, "from");
  const as = checkedParts(text("$lookup", spec, "as"));
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
  const maxDepth = spec["maxDepth"] === undefined ? Infinity : wholeNumber(spec["maxDepth"]) ?? 0;
  const { depthField, restrictSearchWithMatch: restriction } = spec;
  return (docs, context) => docs.map((doc) => {
    const found = new Map<string, Doc>();
    let wanted = asList(start({ ...context.scope, root: doc, current: doc }));
    for (let depth = 0; wanted.length > 0 && depth <= maxDepth; depth++) {
      const filter: Doc = { [connectTo]: { $in: wanted } };
      const fresh = context.read(from, isDoc(restriction) ? { $and: [filter, restriction] } : filter).filter((item) => !found.has(keyOf(item["_id"])));
      for (const item of fresh) found.set(keyOf(item["_id"]), typeof depthField === "string" ? { ...item, [depthField]: depth } : item);
      wanted = fresh.flatMap((item) => asList(valueAt(item, connectFrom)));
    }
    return placed(doc, as, [...found.values()]);
  });
}

function asList(value: Value): Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function known(stage: string, operand: Value, names: string[]): Doc {
  if (!isDoc(operand)) throw failedToParse(`the ${stage} stage specification must be an object`);
  const unknown = Object.keys(operand).find((name) => !names.includes(name));
  if (unknown) throw failedToParse(`unknown argument to ${stage}: ${unknown}`);
  return operand;
}

function text(stage: string, spec: Doc, name: string): string {
  const value = spec[name];
  if (typeof value !== "string") throw new CommandError(9, `${stage} argument '${name}' must be a string`);
  return value;
}

