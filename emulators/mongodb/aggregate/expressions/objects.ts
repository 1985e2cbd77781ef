import { CommandError } from "../../errors.ts";
import { fieldOf, isDoc, setField } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { typeName } from "../../values/type-names.ts";
import type { Evaluate, Operator } from "../expression.ts";
import { docOf, isMissing, namedArguments, textOf } from "./operand.ts";

export const objects: Record<string, Operator> = {
  $mergeObjects: { args: [0, Infinity], run: (args) => merged(args.length === 1 && Array.isArray(args[0]) ? args[0] : args) },
  $objectToArray: { args: [1, 1], run: ([value]) => (isMissing(value) ? null : Object.entries(docOf(value, "$objectToArray")).map(([k, v]) => ({ k, v }))) },
  $arrayToObject: { args: [1, 1], run: ([value]) => (isMissing(value) ? null : fromPairs(value)) },
  $getField: {
    compile: (operand, compile) => {
      const spec = isDoc(operand) && "field" in operand ? operand : { field: operand };
      const { field, input } = namedArguments("$getField", spec, { compile, required: ["field"], optional: ["input"] });
      return (scope) => {
        const name = textOf(field?.(scope), "$getField");
        const value = input ? input(scope) : scope.current;
        return isDoc(value) ? fieldOf(value, name) : isMissing(value) ? null : undefined;
      };
    },
  },
  $setField: { compile: (operand, compile) => setting("$setField", namedArguments("$setField", operand, { compile, required: ["field", "input", "value"] })) },
  $unsetField: { compile: (operand, compile) => setting("$unsetField", namedArguments("$unsetField", operand, { compile, required: ["field", "input"] })) },
};

function setting(name: string, { field, input, value }: { field?: Evaluate; input?: Evaluate; value?: Evaluate }): Evaluate {
  return (scope) => {
    const source = input?.(scope);
    if (isMissing(source)) return null;
    const key = textOf(field?.(scope), name);
    const next = value?.(scope);
    const doc: Doc = {};
    for (const [k, v] of Object.entries(docOf(source, name))) if (k !== key || next !== undefined) setField(doc, k, v);
    if (next !== undefined) setField(doc, key, next);
    return doc;
  };
}

export function merged(values: Value[]): Doc {
  const result: Doc = {};
  for (const value of values) {
    if (isMissing(value)) continue;
    for (const [name, item] of Object.entries(docOf(value, "$mergeObjects"))) setField(result, name, item);
  }
  return result;
}

function fromPairs(value: Value): Doc {
  if (!Array.isArray(value)) throw new CommandError(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const doc: Doc = {};
  for (const item of value) {
    const pair = Array.isArray(item) && item.length === 2 ? item : isDoc(item) && Object.keys(item).length === 2 ? [item["k"], item["v"]] : null;
    if (!pair || typeof pair[0] !== "string" || pair[1] === undefined) throw new CommandError(40392, "$arrayToObject requires pairs of a string and a value, as [k, v] or { k, v }");
    setField(doc, pair[0], pair[1]);
  }
  return doc;
}
