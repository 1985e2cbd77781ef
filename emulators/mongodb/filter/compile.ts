import { badValue, failedToParse } from "../errors.ts";
import { wholeNumber } from "../values/numbers.ts";
import { sameText } from "../values/key.ts";
import type { Fold } from "../values/key.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { visitPath } from "../values/path.ts";
import { compileOperators, isOperatorDocument } from "./operators.ts";
import { equals, regexMatcher } from "./comparisons.ts";
import { BSONRegExp } from "bson";

export type Matcher = (doc: Value) => boolean;
export type ValueTest = (value: Value) => boolean;

export interface FilterContext {
  /** `$expr` is the aggregation room's business; it is handed in so that the rooms do not import each other in a circle. */
  compileExpression?: (expression: Value) => (doc: Doc) => boolean;
  fold?: Fold;
}

/** A filter document as a test. What it does not know it refuses. */
export function compileFilter(filter: Doc, context: FilterContext = {}): Matcher {
  const tests = Object.keys(filter).map((name) => compileClause(name, filter[name], context)).filter((test) => test !== null);
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (doc) => tests.every((test) => test(doc));
}

function compileClause(name: string, operand: Value, context: FilterContext): Matcher | null {
  switch (name) {
    case "$and": return every(filterList(name, operand, context));
    case "$or": return some(filterList(name, operand, context));
    case "$nor": {
      const any = some(filterList(name, operand, context));
      return (doc) => !any(doc);
    }
    case "$expr": {
      if (!context.compileExpression) throw badValue("$expr is not allowed in this context");
      const test = context.compileExpression(operand);
      return (doc) => isDoc(doc) && test(doc);
    }
    case "$comment": return null;
    case "$alwaysTrue": case "$alwaysFalse": {
      if (wholeNumber(operand) !== 1) throw failedToParse(`${name} must be an integer value of 1`);
      return () => name === "$alwaysTrue";
    }
  }
  if (name.startsWith("$")) throw badValue(`unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`);
  return compileField(name.split("."), operand, context);
}

function compileField(parts: string[], operand: Value, context: FilterContext): Matcher {
  if (isOperatorDocument(operand)) return every(compileOperators(parts, operand, context));
  const test = operand instanceof BSONRegExp ? regexMatcher(operand) : equals(operand, context.fold ?? sameText);
  return anyAt(parts, test);
}

/** True where a value at the path, or an element of an array there, passes. */
export function anyAt(parts: string[], test: ValueTest): Matcher {
  const visit = (value: Value, isElement: boolean) => test(value) || !isElement && Array.isArray(value) && value.some(test);
  return (doc) => visitPath(doc, parts, visit);
}

function filterList(name: string, operand: Value, context: FilterContext): Matcher[] {
  if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
  if (operand.length === 0) throw badValue("$and/$or/$nor must be a nonempty array");
  return operand.map((item) => {
    if (!isDoc(item)) throw badValue("$or/$and/$nor entries need to be full objects");
    return compileFilter(item, context);
  });
}

export function every(tests: Matcher[]): Matcher {
  return (doc) => tests.every((test) => test(doc));
}

function some(tests: Matcher[]): Matcher {
  return (doc) => tests.some((test) => test(doc));
}
