import { BSONRegExp } from "bson";
import { CommandError } from "../../errors.ts";
import { javascriptRegExp } from "../../filter/comparisons.ts";
import { keyOf } from "../../values/key.ts";
import { toDouble, isNumeric } from "../../values/numbers.ts";
import { typeName } from "../../values/type-names.ts";
import type { Value } from "../../values/types.ts";
import type { Compile, Evaluate, Operator } from "../expression.ts";
import { isMissing, namedArguments, numberOf, textOf } from "./operand.ts";
import { toText } from "./conversions.ts";

export const strings: Record<string, Operator> = {
  $concat: { args: [0, Infinity], run: (args) => (args.some(isMissing) ? null : args.map(concatenable).join("")) },
  $toLower: { args: [1, 1], run: ([value]) => (isMissing(value) ? "" : toText(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())) },
  $toUpper: { args: [1, 1], run: ([value]) => (isMissing(value) ? "" : toText(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase())) },
  $strcasecmp: {
    args: [2, 2],
    run: (args) => {
      const [a = "", b = ""] = args.map((arg) => keyOf(isMissing(arg) ? "" : toText(arg).toUpperCase()));
      return a < b ? -1 : a > b ? 1 : 0;
    },
  },
  $strLenCP: { args: [1, 1], run: ([value]) => [...textOf(value, "$strLenCP")].length },
  $strLenBytes: { args: [1, 1], run: ([value]) => Buffer.byteLength(textOf(value, "$strLenBytes")) },
  $substrCP: { args: [3, 3], run: ([value, from, count]) => (isMissing(value) ? "" : [...toText(value)].slice(numberOf(from, "$substrCP"), codePointEnd(from, count)).join("")) },
  $substrBytes: substring(), $substr: substring(),
  $split: {
    args: [2, 2],
    run: ([value, by]) => {
      if (isMissing(value) || isMissing(by)) return null;
      if (by === "") throw new CommandError(40087, "$split requires a non-empty separator");
      return textOf(value, "$split").split(textOf(by, "$split"));
    },
  },
  $indexOfCP: {
    args: [2, 4],
    run: ([value, part, from = 0, to]) => {
      if (isMissing(value)) return null;
      const points = [...textOf(value, "$indexOfCP")].slice(0, to === undefined ? undefined : numberOf(to, "$indexOfCP"));
      const start = numberOf(from, "$indexOfCP");
      const at = points.slice(start).join("").indexOf(textOf(part, "$indexOfCP"));
      return at < 0 ? -1 : start + [...points.slice(start).join("").slice(0, at)].length;
    },
  },
  $trim: trimming("$trim", true, true), $ltrim: trimming("$ltrim", true, false), $rtrim: trimming("$rtrim", false, true),
  $replaceOne: replacing("$replaceOne", (text, find, by) => text.replace(find, () => by)),
  $replaceAll: replacing("$replaceAll", (text, find, by) => text.replaceAll(find, () => by)),
  $regexMatch: matching("$regexMatch", (text, regex) => new RegExp(regex, regex.flags.replace("g", "")).test(text), false),
  $regexFind: matching("$regexFind", (text, regex) => {
    const [first] = text.matchAll(regex);
    return first ? found(text, first) : null;
  }, null),
  $regexFindAll: matching("$regexFindAll", (text, regex) => Array.from(text.matchAll(regex), (match) => found(text, match)), []),
};

function concatenable(value: Value): string {
  if (typeof value !== "string") throw new CommandError(16702, `$concat only supports strings, not ${typeName(value)}`);
  return value;
}

function end(from: Value, count: Value): number | undefined {
  const length = isNumeric(count) ? toDouble(count) : NaN;
  return length < 0 ? undefined : numberOf(from, "$substr") + length;
}

function codePointEnd(from: Value, count: Value): number {
  const length = numberOf(count, "$substrCP");
  if (length < 0) throw new CommandError(34454, "$substrCP: length must be a nonnegative integer.");
  return numberOf(from, "$substrCP") + length;
}

function substring(): Operator {
  return { args: [3, 3], run: ([value, from, count]) => (isMissing(value) ? "" : Buffer.from(toText(value)).subarray(numberOf(from, "$substrBytes"), end(from, count)).toString()) };
}

function trimming(name: string, left: boolean, right: boolean): Operator {
  return {
    compile: (operand, compile) => {
      const { input, chars } = namedArguments(name, operand, { compile, required: ["input"], optional: ["chars"] });
      return (scope) => {
        const text = input?.(scope);
        const set = chars?.(scope);
        if (isMissing(text) || chars && isMissing(set)) return null;
        const gone = new Set(isMissing(set) ? " \t\n\r\v\f\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" : textOf(set, name));
        let points = [...textOf(text, name)];
        if (left) points = points.slice(Math.max(0, points.findIndex((point) => !gone.has(point))), points.every((point) => gone.has(point)) ? 0 : undefined);
        if (right) points = points.slice(0, points.findLastIndex((point) => !gone.has(point)) + 1);
        return points.join("");
      };
    },
  };
}

function replacing(name: string, replace: (text: string, find: string, by: string) => string): Operator {
  return {
    compile: (operand, compile) => {
      const { input, find, replacement } = namedArguments(name, operand, { compile, required: ["input", "find", "replacement"] });
      return (scope) => {
        const [text, what, by] = [input?.(scope), find?.(scope), replacement?.(scope)];
        return isMissing(text) || isMissing(what) || isMissing(by) ? null : replace(textOf(text, name), textOf(what, name), textOf(by, name));
      };
    },
  };
}

function matching(name: string, run: (text: string, regex: RegExp) => Value, none: Value): Operator {
  return {
    compile: (operand: Value, compile: Compile): Evaluate => {
      const { input, regex, options } = namedArguments(name, operand, { compile, required: ["input", "regex"], optional: ["options"] });
      return (scope) => {
        const [text, pattern, flags] = [input?.(scope), regex?.(scope), options?.(scope)];
        if (isMissing(text) || isMissing(pattern)) return none;
        const source = pattern instanceof BSONRegExp ? pattern : new BSONRegExp(textOf(pattern, name));
        return run(textOf(text, name), javascriptRegExp(source.pattern, isMissing(flags) ? source.options : textOf(flags, name), "g"));
      };
    },
  };
}

function found(text: string, match: RegExpMatchArray): Value {
  return { match: match[0], idx: [...text.slice(0, match.index)].length, captures: match.slice(1).map((capture) => capture ?? null) };
}
