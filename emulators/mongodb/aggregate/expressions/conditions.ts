import { CommandError } from "../../errors.ts";
import { compareValues } from "../../values/key.ts";
import { isDoc } from "../../values/types.ts";
import type { Value } from "../../values/types.ts";
import { truthy } from "../expression.ts";
import type { Operator } from "../expression.ts";
import { isMissing, namedArguments, refuseArguments, userVariable } from "./operand.ts";

export const conditions: Record<string, Operator> = {
  $literal: { compile: (operand) => () => operand },
  $and: { compile: (operand, compile) => list(operand).map(compile).reduce((a, b) => (scope) => truthy(a(scope)) && truthy(b(scope)), () => true) },
  $or: { compile: (operand, compile) => list(operand).map(compile).reduce((a, b) => (scope) => truthy(a(scope)) || truthy(b(scope)), () => false) },
  $not: { args: [1, 1], run: ([value]) => !truthy(value) },
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: { args: [2, 2], run: ([a, b]) => compare(a, b) },
  $cond: {
    compile: (operand, compile) => {
      const parts = isDoc(operand) ? operand : Array.isArray(operand) && operand.length === 3 ? { if: operand[0], then: operand[1], else: operand[2] } : null;
      if (!parts) throw new CommandError(16020, "Expression $cond takes exactly 3 arguments");
      const { if: test, then: yes, else: no } = namedArguments("$cond", parts, { compile, required: ["if", "then", "else"] });
      return (scope) => (truthy(test?.(scope)) ? yes?.(scope) : no?.(scope));
    },
  },
  $ifNull: {
    compile: (operand, compile) => {
      const items = list(operand).map(compile);
      if (items.length < 2) throw new CommandError(1257300, "$ifNull needs at least two arguments");
      return (scope) => {
        let value: Value;
        for (const item of items) {
          value = item(scope);
          if (!isMissing(value)) return value;
        }
        return value;
      };
    },
  },
  $switch: {
    compile: (operand, compile) => {
      if (!isDoc(operand) || !Array.isArray(operand["branches"])) throw new CommandError(40061, "$switch expected an array for 'branches'");
      refuseArguments("$switch", operand, ["branches", "default"]);
      if (operand["branches"].length === 0) throw new CommandError(40068, "$switch requires at least one branch");
      const branches = operand["branches"].map((branch) => namedArguments("a branch of $switch", completed(branch), { compile, required: ["case", "then"] }));
      const otherwise = operand["default"] === undefined ? null : compile(operand["default"]);
      return (scope) => {
        const branch = branches.find((item) => truthy(item.case?.(scope)));
        if (branch) return branch.then?.(scope);
        if (!otherwise) throw new CommandError(40066, "$switch could not find a matching branch for an input, and no default was specified.");
        return otherwise(scope);
      };
    },
  },
  $let: {
    compile: (operand, compile) => {
      if (isDoc(operand)) refuseArguments("$let", operand, ["vars", "in"]);
      if (isDoc(operand) && operand["vars"] !== undefined && !isDoc(operand["vars"])) throw new CommandError(10065, "invalid parameter: expected an object (vars)");
      if (!isDoc(operand) || !isDoc(operand["vars"]) || operand["in"] === undefined) throw new CommandError(16874, "$let needs 'vars' and 'in'");
      const { vars } = operand;
      const variables = Object.keys(vars).map((name) => [userVariable(name), compile(vars[name])] as const);
      const inner = compile(operand["in"]);
      return (scope) => inner({ ...scope, variables: new Map([...scope.variables, ...variables.map(([name, evaluate]) => [name, evaluate(scope)] as const)]) });
    },
  },
};

function completed(branch: Value): Value {
  if (!isDoc(branch)) return branch;
  if (Object.keys(branch).every((name) => name === "case" || name === "then")) {
    if (branch["case"] === undefined) throw new CommandError(40064, "$switch requires each branch have a 'case' expression");
    if (branch["then"] === undefined) throw new CommandError(40065, "$switch requires each branch have a 'then' expression");
  }
  return branch;
}

/** A missing value comes before null here, other than in a filter. */
function compare(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return compareValues(a, b);
}

function comparison(passes: (order: number) => boolean): Operator {
  return { args: [2, 2], run: ([a, b]) => passes(compare(a, b)) };
}

function list(operand: Value): Value[] {
  return Array.isArray(operand) ? operand : [operand];
}
