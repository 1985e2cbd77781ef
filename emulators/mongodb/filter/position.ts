import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { compileFilter } from "./compile.ts";
import { isOperatorDocument } from "./operators.ts";

/** The place of the array element through which a filter found its document: what `$` stands for in an update or a projection. */
export function matchedPosition(filter: Doc, arrayPath: string, array: Value[]): number | null {
  return lastOf(filter, (name, operand) => (name === arrayPath || name.startsWith(arrayPath + ".") ? placeIn(array, { rest: name.slice(arrayPath.length), operand }) : null));
}

/** The same for a filter that does not name the array itself: MongoDB takes the place in whatever array the filter looked through. */
export function positionInAny(filter: Doc, doc: Doc): number | null {
  return lastOf(filter, (name, operand) => {
    const parts = name.split(".");
    let value: Value = doc;
    for (const [at, part] of parts.entries()) {
      value = isDoc(value) ? fieldOf(value, part) : undefined;
      if (Array.isArray(value)) return placeIn(value, { rest: parts.slice(at + 1).map((step) => `.${step}`).join(""), operand });
    }
    return null;
  });
}

function lastOf(filter: Doc, placeOf: (name: string, operand: Value) => number | null): number | null {
  let position: number | null = null;
  for (const name of Object.keys(filter)) {
    const operand = filter[name];
    if ((name === "$and" || name === "$or") && Array.isArray(operand)) {
      for (const item of operand) if (isDoc(item)) position = lastOf(item, placeOf) ?? position;
    } else if (!name.startsWith("$")) position = placeOf(name, operand) ?? position;
  }
  return position;
}

/** These say something of the whole array, so that no element of it is the one. */
const OF_ALL = new Set(["$ne", "$nin", "$not", "$size"]);

function placeIn(array: Value[], { rest, operand }: { rest: string; operand: Value }): number | null {
  const wanted = isOperatorDocument(operand) ? Object.fromEntries(Object.entries(operand).filter(([name]) => !OF_ALL.has(name))) : operand;
  if (isOperatorDocument(operand) && !isOperatorDocument(wanted)) return null;
  const test = compileFilter({ [`element${rest}`]: wanted });
  const found = array.findIndex((element) => test({ element: rest === "" ? [element] : element }));
  return found < 0 ? null : found;
}
