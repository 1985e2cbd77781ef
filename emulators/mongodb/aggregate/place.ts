import { fieldOf, isDoc, setField } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";

/** A copy of the document with a value at a path; `undefined` takes the field away. Arrays on the way are gone into. */
export function placed(doc: Doc, parts: string[], value: Value): Doc {
  const [name = "", ...rest] = parts;
  const next = rest.length === 0 ? value : inside(fieldOf(doc, name), rest, value);
  const copy: Doc = {};
  for (const key of Object.keys(doc)) if (key !== name || next !== undefined) setField(copy, key, doc[key]);
  if (next !== undefined) setField(copy, name, next);
  return copy;
}

function inside(current: Value, rest: string[], value: Value): Value {
  if (Array.isArray(current)) return current.map((item) => inside(item, rest, value));
  return placed(isDoc(current) ? current : {}, rest, value);
}
