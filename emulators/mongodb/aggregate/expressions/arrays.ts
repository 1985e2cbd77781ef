import { CommandError } from "../../errors.ts";
import { compareValues, keyOf } from "../../values/key.ts";
import { wholeNumber } from "../../values/numbers.ts";
import { isDoc } from "../../values/types.ts";
import type { Value } from "../../values/types.ts";
import { parseSort, sorted } from "../../engine/sort.ts";
import { truthy } from "../expression.ts";
import type { Evaluate, Operator, Scope } from "../expression.ts";
import { isMissing, listOf, namedArguments, numberOf, refuseArguments, userVariable } from "./operand.ts";

export const arrays: Record<string, Operator> = {
  $size: {
    args: [1, 1],
    run: ([list]) => {
      if (!Array.isArray(list)) throw new CommandError(17124, "The argument to $size must be an array");
      return list.length;
    },
  },
  $isArray: { args: [1, 1], run: ([value]) => Array.isArray(value) },
  $arrayElemAt: { args: [2, 2], run: ([list, at]) => (isMissing(list) || isMissing(at) ? null : listOf(list, "$arrayElemAt").at(whole(at, "$arrayElemAt"))) },
  $first: { args: [1, 1], run: ([list]) => (isMissing(list) ? null : listOf(list, "$first")[0]) },
  $last: { args: [1, 1], run: ([list]) => (isMissing(list) ? null : listOf(list, "$last").at(-1)) },
  $concatArrays: { args: [0, Infinity], run: (args) => (args.some(isMissing) ? null : args.flatMap((arg) => listOf(arg, "$concatArrays"))) },
  $slice: { args: [2, 3], run: (args) => (args.some(isMissing) ? null : slice(args)) },
  $reverseArray: { args: [1, 1], run: ([list]) => (isMissing(list) ? null : listOf(list, "$reverseArray").toReversed()) },
  $in: {
    args: [2, 2],
    run: ([value, list]) => {
      if (!Array.isArray(list)) throw new CommandError(40081, "$in requires an array as a second argument");
      const key = keyOf(value);
      return list.some((item) => keyOf(item) === key);
    },
  },
  $indexOfArray: {
    args: [2, 4],
    run: ([list, value, from = 0, to]) => {
      if (isMissing(list)) return null;
      const items = listOf(list, "$indexOfArray");
      const end = to === undefined ? items.length : whole(to, "$indexOfArray");
      const key = keyOf(value);
      return items.findIndex((item, i) => i >= whole(from, "$indexOfArray") && i < end && keyOf(item) === key);
    },
  },
  $range: {
    args: [2, 3],
    run: ([from, to, by = 1]) => {
      const [start, end, step] = [whole(from, "$range"), whole(to, "$range"), whole(by, "$range")];
      if (step === 0) throw new CommandError(34449, "$range requires a non-zero step value");
      return Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, i) => start + i * step);
    },
  },
  $map: {
    compile: (operand, compile) => {
      const { name, rest } = withName(operand, "as");
      const { input, in: inner } = namedArguments("$map", rest, { compile, required: ["input", "in"] });
      return (scope) => {
        const list = input?.(scope);
        return isMissing(list) ? null : listOf(list, "$map").map((item) => inner?.(inside(scope, [[name, item]])) ?? null);
      };
    },
  },
  $filter: {
    compile: (operand, compile) => {
      const { name, rest } = withName(operand, "as");
      const { input, cond, limit } = namedArguments("$filter", rest, { compile, required: ["input", "cond"], optional: ["limit"] });
      return (scope) => {
        const list = input?.(scope);
        if (isMissing(list)) return null;
        const kept = listOf(list, "$filter").filter((item) => truthy(cond?.(inside(scope, [[name, item]]))));
        const most = limit?.(scope);
        if (isMissing(most)) return kept;
        const count = whole(most, "$filter");
        if (count < 1) throw new CommandError(327392, `$filter: limit must be greater than 0, found ${count}`);
        return kept.slice(0, count);
      };
    },
  },
  $reduce: {
    compile: (operand, compile) => {
      const { input, initialValue, in: inner } = namedArguments("$reduce", operand, { compile, required: ["input", "initialValue", "in"] });
      return (scope) => {
        const list = input?.(scope);
        if (isMissing(list)) return null;
        return listOf(list, "$reduce").reduce((value, item) => inner?.(inside(scope, [["value", value], ["this", item]])), initialValue?.(scope));
      };
    },
  },
  $zip: {
    compile: (operand, compile) => {
      if (!isDoc(operand) || !Array.isArray(operand["inputs"])) throw new CommandError(34461, "inputs must be an array of expressions");
      refuseArguments("$zip", operand, ["inputs", "useLongestLength", "defaults"]);
      const inputs = operand["inputs"].map(compile);
      const useLongest = operand["useLongestLength"] === true;
      if (operand["defaults"] !== undefined && !useLongest) throw new CommandError(34466, "cannot specify defaults unless useLongestLength is true");
      const defaults = operand["defaults"] === undefined ? null : compile(operand["defaults"]);
      return (scope) => {
        const lists = inputs.map((input) => input(scope));
        if (lists.some(isMissing)) return null;
        const lengths = lists.map((list) => listOf(list, "$zip").length);
        const fill = defaults ? listOf(defaults(scope), "$zip") : [];
        return Array.from({ length: useLongest ? Math.max(...lengths) : Math.min(...lengths) }, (_, row) => lists.map((list, i) => listOf(list, "$zip")[row] ?? fill[i] ?? null));
      };
    },
  },
  $sortArray: {
    compile: (operand, compile) => {
      if (!isDoc(operand)) throw new CommandError(2942500, "$sortArray requires an object as an argument");
      refuseArguments("$sortArray", operand, ["input", "sortBy"]);
      const { input } = namedArguments("$sortArray", { input: operand["input"] }, { compile, required: ["input"] });
      const order = sorter(operand["sortBy"]);
      return (scope) => {
        const list = input?.(scope);
        return isMissing(list) ? null : order(listOf(list, "$sortArray"));
      };
    },
  },
  $firstN: some("$firstN", (list, n) => list.slice(0, n)),
  $lastN: some("$lastN", (list, n) => list.slice(-n)),
  $maxN: some("$maxN", (list, n) => list.filter((item) => !isMissing(item)).sort((a, b) => compareValues(b, a)).slice(0, n)),
  $minN: some("$minN", (list, n) => list.filter((item) => !isMissing(item)).sort(compareValues).slice(0, n)),
};

function slice([list, from, count]: Value[]): Value[] {
  const items = listOf(list, "$slice");
  const start = whole(from, "$slice");
  if (count === undefined) return start >= 0 ? items.slice(0, start) : items.slice(start);
  const length = whole(count, "$slice");
  if (length <= 0) throw new CommandError(28729, "Third argument to $slice must be positive");
  const begin = start >= 0 ? start : Math.max(0, items.length + start);
  return items.slice(begin, begin + length);
}

function whole(value: Value, operator: string): number {
  numberOf(value, operator);
  const n = wholeNumber(value);
  if (n === null) throw new CommandError(28691, `${operator} needs a whole number, found ${String(value)}`);
  return n;
}

function withName(operand: Value, field: string): { name: string; rest: Value } {
  if (!isDoc(operand)) return { name: "this", rest: operand };
  const { [field]: name = "this", ...rest } = operand;
  return { name: userVariable(name), rest };
}

function inside(scope: Scope, variables: [string, Value][]): Scope {
  return { ...scope, variables: new Map([...scope.variables, ...variables]) };
}

function sorter(spec: Value): (list: Value[]) => Value[] {
  const direction = wholeNumber(spec);
  if (direction === 1 || direction === -1) return (list) => list.toSorted((a, b) => compareValues(a, b) * direction);
  if (direction !== null) throw new CommandError(2942506, "$sortArray's sortBy must be 1 or -1, or an object");
  if (isDoc(spec) && Object.values(spec).some((way) => Math.abs(wholeNumber(way) ?? 0) !== 1)) throw new CommandError(2942505, "$sortArray's order of a field must be 1 or -1");
  const fields = parseSort(spec);
  if (!fields) throw new CommandError(2942507, "$sortArray's sortBy must be 1, -1 or an object");
  return (list) => sorted(list, { fields, docOf: (item) => (isDoc(item) ? item : {}) });
}

function some(name: string, take: (list: Value[], n: number) => Value[]): Operator {
  return {
    compile: (operand, compile): Evaluate => {
      const { n, input } = namedArguments(name, operand, { compile, required: ["n", "input"] });
      return (scope) => {
        const count = whole(n?.(scope), name);
        if (count < 1) throw new CommandError(5787908, `${name}'s 'n' must be greater than 0, found ${count}`);
        return take(listOf(input?.(scope), name), count);
      };
    },
  };
}
