import { double, divide, isNumeric, toDouble } from "../../values/numbers.ts";
import type { Numeric } from "../../values/numbers.ts";
import { compareValues } from "../../values/key.ts";
import type { Value } from "../../values/types.ts";
import type { Operator } from "../expression.ts";
import { plus } from "./arithmetic.ts";
import { isMissing } from "./operand.ts";

/** The operators that are accumulators too; here they go over their arguments, or over one array. */
export const statistics: Record<string, Operator> = {
  $sum: over(total), $avg: over(average), $min: over(least), $max: over(greatest),
  $stdDevPop: over((values) => deviation(values, 0)), $stdDevSamp: over((values) => deviation(values, 1)),
};

function over(apply: (values: Value[]) => Value): Operator {
  return { args: [0, Infinity], run: (args) => apply(args.length === 1 && Array.isArray(args[0]) ? args[0] : args) };
}

export function total(values: Value[]): Numeric {
  return values.filter(isNumeric).reduce<Numeric>(plus, 0);
}

export function average(values: Value[]): Value {
  const numbers = values.filter(isNumeric);
  return numbers.length === 0 ? null : divide(total(numbers), numbers.length);
}

export function least(values: Value[]): Value {
  return extreme(values, -1);
}

export function greatest(values: Value[]): Value {
  return extreme(values, 1);
}

function extreme(values: Value[], direction: 1 | -1): Value {
  let best: Value = null;
  for (const value of values) if (!isMissing(value) && (best === null || compareValues(value, best) * direction > 0)) best = value;
  return best;
}

export function deviation(values: Value[], correction: 0 | 1): Value {
  const numbers = values.filter(isNumeric).map(toDouble);
  if (numbers.length <= correction) return null;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return double(Math.sqrt(numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (numbers.length - correction)));
}
