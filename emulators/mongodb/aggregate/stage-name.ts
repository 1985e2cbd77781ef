import { CommandError } from "../errors.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";

export function stageName(stage: Doc): string {
  const names = Object.keys(stage);
  if (names.length !== 1 || names[0] === undefined) throw new CommandError(40323, "A pipeline stage specification object must contain exactly one field.");
  return names[0];
}

/** What is wrong with such a stage itself is told before that it stands in the wrong place. */
export function checkOperand(name: string, operand: Value): void {
  const isText = typeof operand === "string";
  if (name === "$facet" && (!isDoc(operand) || Object.keys(operand).length === 0)) throw new CommandError(40169, "the $facet specification must be a non-empty object");
  if (name === "$indexStats" && (!isDoc(operand) || Object.keys(operand).length > 0)) throw new CommandError(28803, "The $indexStats stage specification must be an empty object");
  if (name === "$merge" && !isDoc(operand) && !isText) throw new CommandError(14, "$merge only supports a string or object argument");
  if (name === "$out" && !isDoc(operand) && !isText) throw new CommandError(16990, "$out only supports a string or object argument");
}
