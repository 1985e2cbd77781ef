import { CommandError } from "../errors.ts";
import { compileExpression } from "../aggregate/expression.ts";
import type { Scope } from "../aggregate/expression.ts";
import { compileFilter } from "../filter/compile.ts";
import type { Matcher } from "../filter/compile.ts";
import { collationFold } from "../values/collation.ts";
import type { Fold } from "../values/key.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { truthy } from "../aggregate/expression.ts";

export interface Condition {
  filter: Doc;
  test: Matcher;
  fold: Fold | undefined;
  isCollated: boolean;
  scope: Scope;
}

/** A command's filter with what surrounds it: `let` variables for `$expr` and the collation. */
export function conditionOf(options: { filter: Value; variables?: Value; collation?: Value; now?: Date }): Condition {
  const { filter = {} } = options;
  if (!isDoc(filter)) throw new CommandError(14, "Expected field filter to be of type object");
  const fold = collationFold(options.collation);
  const scope = rootScope(options.variables, options.now);
  const test = compileFilter(filter, {
    ...(fold ? { fold } : {}),
    compileExpression: (expression) => {
      const evaluate = compileExpression(expression);
      return (doc) => truthy(evaluate({ ...scope, root: doc, current: doc }));
    },
  });
  return { filter, test, fold, isCollated: fold !== undefined, scope };
}

export function rootScope(variables: Value, now = new Date()): Scope {
  const scope: Scope = { root: {}, current: {}, variables: new Map<string, Value>([["NOW", now]]) };
  if (variables === undefined) return scope;
  if (!isDoc(variables)) throw new CommandError(14, "let must be an object");
  const all = new Map(scope.variables);
  for (const name of Object.keys(variables)) all.set(name, compileExpression(variables[name])(scope));
  return { ...scope, variables: all };
}
