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
  if (unknown) throw unknownArgument(operator, unknown);
  const absent = required.find((name) => operand[name] === undefined);
  if (absent) throw failedToParse(`Missing '${absent}' parameter to ${operator}`);
  const result: Partial<Record<Name, Evaluate>> = {};
  for (const name of [...required, ...optional]) if (operand[name] !== undefined) result[name] = compile(operand[name]);
  return result;
}

const UNKNOWN_ARGUMENT: Record<string, number> = {
  $cond: 17083, $dateAdd: 5166401, $dateSubtract: 5166401, $dateDiff: 5166302, $dateFromParts: 40518, $dateFromString: 40541, $dateToParts: 40520, $dateToString: 18534, $dateTrunc: 5439008, "a date part": 40535,
  $filter: 28647, $map: 16879, $reduce: 40076, $firstN: 5787901, $lastN: 5787901, $minN: 5787901, $maxN: 5787901, $top: 5788002, $bottom: 5788002, $topN: 5788002, $bottomN: 5788002, $getField: 3041701, $setField: 4161101, $unsetField: 4161101, $let: 16875,
  $trim: 50694, $ltrim: 50694, $rtrim: 50694, $regexFind: 31024, $regexFindAll: 31024, $regexMatch: 31024, $replaceOne: 51750, $replaceAll: 51750, $sortArray: 2942501, $switch: 40067, "a branch of $switch": 40063, $zip: 34464,
};

export function unknownArgument(operator: string, name: string): CommandError {
  return new CommandError(UNKNOWN_ARGUMENT[operator] ?? 9, `${operator} found an unknown argument: ${name}`);
}

/** For arguments that are not all expressions. */
export function refuseArguments(operator: string, operand: Doc, known: string[]): void {
  const unknown = Object.keys(operand).find((name) => !known.includes(name));
  if (unknown) throw unknownArgument(operator, unknown);
}

/** MongoDB's own variables have names in capitals; a user's begin with a small letter. */
export function userVariable(name: Value): string {
  if (typeof name !== "string" || !/^[a-z\u0080-\uffff]/.test(name)) throw failedToParse(`'${String(name)}' starts with an invalid character for a user variable name`);
  return name;
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
