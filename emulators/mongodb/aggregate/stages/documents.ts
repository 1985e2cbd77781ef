import { Long } from "bson";
import { CommandError } from "../../errors.ts";
import { parseSort, sorted } from "../../engine/sort.ts";
import { compileFilter } from "../../filter/compile.ts";
import { wholeNumber } from "../../values/numbers.ts";
import { fieldOf, isDoc, setField } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { typeName } from "../../values/type-names.ts";
import { checkedParts, compileExpression, truthy, valueAt } from "../expression.ts";
import type { Evaluate, Scope } from "../expression.ts";
import { placed } from "../place.ts";
import type { PipelineContext, Stage, StageCompiler } from "../pipeline.ts";
import { compileProjection } from "../projection.ts";

/** Stages that take one document after another. */
export const documentStages: Record<string, StageCompiler> = {
  $match: (operand) => {
    if (!isDoc(operand)) throw new CommandError(15959, "the match filter must be an expression in an object");
    compileMatch(operand, null);
    return (docs, context) => docs.filter(compileMatch(operand, context));
  },
  $sort: (operand) => {
    const fields = parseSort(operand);
    if (!fields) throw new CommandError(15976, "$sort stage must have at least one sort key");
    return (docs, { fold }) => sorted(docs, { fields, docOf: (doc) => doc, fold });
  },
  $skip: (operand) => {
    const count = whole("$skip", operand, 0);
    return (docs) => docs.slice(count);
  },
  $limit: (operand) => {
    const count = whole("$limit", operand, 1);
    return (docs) => docs.slice(0, count);
  },
  $project: (operand) => {
    if (!isDoc(operand)) throw new CommandError(15969, "$project specification must be an object");
    compileProjection(operand, { isStage: true, scope: EMPTY });
    return (docs, { scope }) => docs.map(compileProjection(operand, { isStage: true, scope }));
  },
  $addFields: adding("$addFields"),
  $set: adding("$set"),
  $unset: (operand) => {
    const names = Array.isArray(operand) ? operand : [operand];
    if (names.length === 0 || !names.every((name) => typeof name === "string")) throw new CommandError(31002, "$unset specification must be a string or an array of strings");
    return (docs) => docs.map(compileProjection(Object.fromEntries(names.map((name) => [String(name), 0])), { isStage: true, scope: EMPTY }));
  },
  $replaceRoot: (operand) => {
    if (!isDoc(operand) || operand["newRoot"] === undefined) throw new CommandError(40230, "no newRoot specified for the $replaceRoot stage");
    refuseOptions("$replaceRoot", operand, { known: ["newRoot"], code: 40415 });
    return replacing(compileExpression(operand["newRoot"]));
  },
  $replaceWith: (operand) => replacing(compileExpression(operand)),
  $unwind: (operand) => unwinding(operand),
  $redact: (operand) => {
    const evaluate = compileExpression(operand);
    return (docs, { scope }) => docs.map((doc) => redacted(doc, evaluate, { ...scope, root: doc, variables: new Map([...scope.variables, ...REDACT]) })).filter((doc) => doc !== null);
  },
  $sample: (operand) => {
    if (isDoc(operand)) refuseOptions("$sample", operand, { known: ["size"], code: 28748 });
    const size = isDoc(operand) ? wholeNumber(operand["size"]) : null;
    if (size === null || size < 0) throw new CommandError(28747, "size argument to $sample must be a positive integer");
    return (docs) => {
      const pool = docs.slice();
      for (let i = 0; i < Math.min(size, pool.length); i++) {
        const other = i + Math.floor(Math.random() * (pool.length - i));
        [pool[i], pool[other]] = [pool[other] ?? {}, pool[i] ?? {}];
      }
      return pool.slice(0, size);
    };
  },
};

const EMPTY: Scope = { root: {}, current: {}, variables: new Map() };

export function compileMatch(filter: Doc, context: PipelineContext | null): (doc: Doc) => boolean {
  return compileFilter(filter, {
    ...(context?.fold ? { fold: context.fold } : {}),
    compileExpression: (expression) => {
      const evaluate = compileExpression(expression);
      return (doc) => truthy(evaluate({ ...(context?.scope ?? EMPTY), root: doc, current: doc }));
    },
  });
}

function whole(name: string, operand: Value, least: number): number {
  const n = wholeNumber(operand);
  if (n === null || n < least) throw new CommandError(n === 0 ? 15958 : least === 0 ? 5107200 : 5107201, `invalid argument to ${name} stage: Expected ${least ? "a positive" : "a non-negative"} number in: ${name}: ${String(operand)}`);
  return n;
}

export function refuseOptions(stage: string, operand: Doc, { known, code }: { known: string[]; code: number }): void {
  const unknown = Object.keys(operand).find((name) => !known.includes(name));
  if (unknown) throw new CommandError(code, `unrecognized option to ${stage} stage: ${unknown}`);
}

function adding(name: string): StageCompiler {
  return (operand) => {
    if (!isDoc(operand)) throw new CommandError(40272, `${name} specification stage must be an object, got ${typeName(operand)}`);
    const fields = Object.keys(operand).map((path) => [checkedParts(path), compileAdded(operand[path])] as const);
    if (fields.length === 0) throw new CommandError(40177, `Invalid ${name} :: caused by :: specification must have at least one field`);
    return (docs, { scope }) => docs.map((doc) => {
      const inner = { ...scope, root: doc, current: doc };
      return fields.reduce((result, [parts, value]) => withValue(result, parts, { value, scope: inner }), doc);
    });
  };
}

/** `{ a: { b: 1 } }` adds `a.b` and leaves the rest of `a`. */
type Added = Evaluate | Map<string, Added>;

function compileAdded(spec: Value): Added {
  if (isDoc(spec) && Object.keys(spec).length > 0 && !Object.keys(spec)[0]?.startsWith("$")) return new Map(Object.keys(spec).map((name) => [name, compileAdded(spec[name])]));
  return compileExpression(spec);
}

function withValue(doc: Doc, parts: string[], added: { value: Added; scope: Scope }): Doc {
  const [name = "", ...rest] = parts;
  const next = nested(fieldOf(doc, name), rest, added);
  const copy: Doc = {};
  for (const key of Object.keys(doc)) if (key !== name || next !== undefined) setField(copy, key, doc[key]);
  if (next !== undefined) setField(copy, name, next);
  return copy;
}

function nested(current: Value, rest: string[], added: { value: Added; scope: Scope }): Value {
  if (rest.length === 0 && typeof added.value === "function") return added.value(added.scope);
  if (Array.isArray(current)) return current.map((item) => nested(item, rest, added));
  const base = isDoc(current) ? current : {};
  if (rest.length > 0) return withValue(base, rest, added);
  return [...(added.value instanceof Map ? added.value : [])].reduce((doc, [name, value]) => withValue(doc, [name], { ...added, value }), base);
}

function replacing(evaluate: Evaluate): Stage {
  return (docs, { scope }) => docs.map((doc) => {
    const value = evaluate({ ...scope, root: doc, current: doc });
    if (!isDoc(value)) throw new CommandError(40228, `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(value)}`);
    return value;
  });
}

function unwinding(operand: Value): Stage {
  if (!isDoc(operand) && typeof operand !== "string") throw new CommandError(15981, `expected either a string or an object as specification for $unwind stage, got ${typeName(operand)}`);
  const spec = isDoc(operand) ? operand : { path: operand };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = spec;
  refuseOptions("$unwind", spec, { known: ["path", "includeArrayIndex", "preserveNullAndEmptyArrays"], code: 28811 });
  if (preserveNullAndEmptyArrays !== undefined && typeof preserveNullAndEmptyArrays !== "boolean") throw new CommandError(28809, "expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage");
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== "string" || includeArrayIndex === "")) throw new CommandError(28810, "expected a non-empty string for the includeArrayIndex option to $unwind stage");
  if (includeArrayIndex?.startsWith("$")) throw new CommandError(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${includeArrayIndex}`);
  if (typeof path !== "string") throw new CommandError(28808, "expected a string as the path for $unwind stage");
  if (!path.startsWith("$")) throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = checkedParts(path.slice(1));
  const place = (doc: Doc, value: Value, index: Value) => {
    const unwound = placed(doc, parts, value);
    return typeof includeArrayIndex === "string" ? placed(unwound, checkedParts(includeArrayIndex), index) : unwound;
  };
  return (docs) => docs.flatMap((doc) => {
    const value = valueAt(doc, parts);
    if (Array.isArray(value) && value.length > 0) return value.map((item, i) => place(doc, item, Long.fromNumber(i)));
    if (value === undefined || value === null || Array.isArray(value)) return preserveNullAndEmptyArrays === true ? [place(doc, Array.isArray(value) ? undefined : value, null)] : [];
    return [place(doc, value, null)];
  });
}

const REDACT: [string, Value][] = [["DESCEND", "descend"], ["PRUNE", "prune"], ["KEEP", "keep"]];

function redacted(doc: Doc, evaluate: Evaluate, scope: Scope): Doc | null {
  const decision = evaluate({ ...scope, current: doc });
  if (decision === "keep") return doc;
  if (decision === "prune") return null;
  if (decision !== "descend") throw new CommandError(17053, "$redact's expression should not return anything aside from $$KEEP, $$DESCEND, and $$PRUNE");
  const inside = (value: Value): Value => {
    if (isDoc(value)) return redacted(value, evaluate, scope) ?? undefined;
    return Array.isArray(value) ? value.map(inside).filter((item) => item !== undefined) : value;
  };
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const value = inside(doc[name]);
    if (value !== undefined) setField(result, name, value);
  }
  return result;
}
