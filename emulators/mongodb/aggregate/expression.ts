import { CommandError } from "../errors.ts";
import { isNumeric, toDouble } from "../values/numbers.ts";
import { fieldOf, isDoc, setField } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { arithmetic } from "./expressions/arithmetic.ts";
import { arrays } from "./expressions/arrays.ts";
import { conditions } from "./expressions/conditions.ts";
import { conversions } from "./expressions/conversions.ts";
import { dates } from "./expressions/dates.ts";
import { objects } from "./expressions/objects.ts";
import { sets } from "./expressions/sets.ts";
import { statistics } from "./expressions/statistics.ts";
import { strings } from "./expressions/strings.ts";

/** What an expression is evaluated in. */
export interface Scope {
  root: Doc;
  /** Where `$field` looks. */
  current: Value;
  variables: Map<string, Value>;
}

export type Evaluate = (scope: Scope) => Value;
export type Compile = (expression: Value) => Evaluate;

/** An operator of evaluated arguments, or one that reads its operand itself. */
export type Operator =
  | { args: [least: number, most: number]; run: (args: Value[], scope: Scope) => Value }
  | { compile: (operand: Value, compile: Compile) => Evaluate };

export const EXPRESSIONS: Record<string, Operator> = { ...arithmetic, ...arrays, ...conditions, ...conversions, ...dates, ...objects, ...sets, ...statistics, ...strings };

export function isExpression(name: string): boolean {
  return Object.hasOwn(EXPRESSIONS, name);
}

/** `undefined` as a result means that the field is missing. */
export function compileExpression(expression: Value): Evaluate {
  if (typeof expression === "string" && expression.startsWith("$")) return expression.startsWith("$$") ? variable(expression.slice(2)) : path(expression.slice(1));
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression);
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const names = Object.keys(expression);
  const [first] = names;
  if (!first?.startsWith("$")) return objectExpression(expression, names);
  if (names.length > 1) throw new CommandError(15983, `An object representing an expression must have exactly one field: ${JSON.stringify(expression)}`);
  return operation(first, expression[first]);
}

export function truthy(value: Value): boolean {
  if (value === null || value === undefined || value === false) return false;
  return isNumeric(value) ? toDouble(value) !== 0 : true;
}

function operation(name: string, operand: Value): Evaluate {
  const operator = Object.hasOwn(EXPRESSIONS, name) ? EXPRESSIONS[name] : undefined;
  if (!operator) throw new CommandError(168, `Unrecognized expression '${name}'`);
  if ("compile" in operator) return operator.compile(operand, compileExpression);
  const list = Array.isArray(operand) ? operand : [operand];
  const [least, most] = operator.args;
  if (list.length < least || list.length > most) {
    const wanted = least === most ? `exactly ${least}` : `between ${least} and ${most}`;
    throw new CommandError(16020, `Expression ${name} takes ${wanted} arguments. ${list.length} were passed in.`);
  }
  const args = list.map(compileExpression);
  return (scope) => operator.run(args.map((arg) => arg(scope)), scope);
}

function objectExpression(expression: Doc, names: string[]): Evaluate {
  const fields = names.map((name) => {
    if (name.includes(".")) throw new CommandError(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField: ${name}`);
    return [name, compileExpression(expression[name])] as const;
  });
  return (scope) => {
    const doc: Doc = {};
    for (const [name, evaluate] of fields) {
      const value = evaluate(scope);
      if (value !== undefined) setField(doc, name, value);
    }
    return doc;
  };
}

function path(text: string): Evaluate {
  const parts = checkedParts(text);
  return ({ current }) => valueAt(current, parts);
}

const SYSTEM = new Set(["ROOT", "CURRENT", "REMOVE", "NOW", "CLUSTER_TIME", "DESCEND", "PRUNE", "KEEP"]);

function variable(text: string): Evaluate {
  const [name = "", ...parts] = checkedParts(text);
  if (/^[A-Z]/.test(name) && !SYSTEM.has(name)) throw new CommandError(17276, `Use of undefined variable: ${name}`);
  return (scope) => valueAt(variableValue(name, scope), parts);
}

function variableValue(name: string, scope: Scope): Value {
  if (name === "ROOT") return scope.root;
  if (name === "CURRENT") return scope.current;
  if (name === "REMOVE") return undefined;
  if (!scope.variables.has(name)) throw new CommandError(17276, `Use of undefined variable: ${name}`);
  return scope.variables.get(name);
}

export function checkedParts(text: string): string[] {
  const parts = text.split(".");
  if (parts.includes("")) throw new CommandError(text === "" ? 40352 : 15998, `FieldPath must not have an empty field name: '${text}'`);
  const odd = parts.find((part) => part.startsWith("$"));
  if (odd) throw new CommandError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField: ${odd}`);
  return parts;
}

/** A path through an array gives the array of what its documents have there. */
export function valueAt(value: Value, parts: string[], at = 0): Value {
  const part = parts[at];
  if (part === undefined) return value;
  if (isDoc(value)) return valueAt(fieldOf(value, part), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => (isDoc(item) || Array.isArray(item) ? valueAt(item, parts, at) : undefined)).filter((item) => item !== undefined);
}
