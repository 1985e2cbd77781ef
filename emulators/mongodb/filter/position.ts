import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { compileFilter } from "./compile.ts";

/** The place of the array element through which a filter found its document: what `$` stands for in an update or a projection. */
export function matchedPosition(filter: Doc, arrayPath: string, array: Value[]): number | null {
  let position: number | null = null;
  for (const name of Object.keys(filter)) {
    const operand = filter[name];
    if ((name === "$and" || name === "$or") && Array.isArray(operand)) {
      for (const item of operand) if (isDoc(item)) position = matchedPosition(item, arrayPath, array) ?? position;
    } else if (name === arrayPath || name.startsWith(arrayPath + ".")) {
      const test = compileFilter({ [`element${name.slice(arrayPath.length)}`]: operand });
      const found = array.findIndex((element) => test({ element: name === arrayPath ? [element] : element }));
      if (found >= 0) position = found;
    }
  }
  return position;
}
