import { CommandError, failedToParse } from "../../errors.ts";
import { isNumeric, toDouble } from "../../values/numbers.ts";
import { isDoc } from "../../values/types.ts";
import type { Doc, Value } from "../../values/types.ts";
import { typeName } from "../../values/type-names.ts";
import type { Compile, Evaluate } from "../expression.ts";

export function isMissing(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

/** Named arguments, each compiled; a name that is not known and a required one that is not there are refused. */
export function namedArguments<Name extends string>(operator: string, operand: Value, options: { compile: Compile; required: Name[]; optional?: Name[] }): Partial<Record<Name, Evaluate>> {
  const { compile, required, optional = [] } = options;
  if (!isDoc(operand)) throw failedToParse(`${operator} only supports an object as its argument`);
  const known: string[] = [...required, ...optional];
  const unknown = Object.keys(operand).find((name) => !known.includes(name));
  if (unknown) throw failedToParse(`${operator} found an unknown argument: ${unknown}`);
  const absent = required.find((name) => operand[name] === undefined);
  if (absent) throw failedToParse(`Missing '${absent}' parameter to ${operator}`);
  const result: Partial<Record<Name, Evaluate>> = {};
  for (const name of [...required, ...optional]) if (operand[name] !== undefined) result[name] = compile(operand[name]);
  return result;
}

export function numberOf(value: Value, operator: string): number {
  if (!isNumeric(value)) throw new CommandError(28765, `${operator} only supports numeric types, not ${typeName(value)}`);
  return toDouble(value);
}

export function textOf(value: Value, operator: string): string {
  if (typeof value !== "string") throw new CommandError(34471, `${operator} requires a string argument, found: ${typeName(value)}`);
  return value;
}

export function listOf(value: Value, operator: string): Value[] {
  if (!Array.isArray(value)) throw new CommandError(28689, `The argument to ${operator} must be an array, but was of type: ${typeName(value)}`);
  return value;
}

export function docOf(value: Value, operator: string): Doc {
  if (!isDoc(value)) throw new CommandError(40400, `${operator} requires object inputs, but input ${JSON.stringify(value)} is of type ${typeName(value)}`);
  return value;
}
