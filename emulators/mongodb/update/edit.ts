import { CommandError, badValue } from "../errors.ts";
import { isArrayIndex } from "../values/path.ts";
import { fieldOf, isDoc, setField } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";

/** What an operator answers to leave a field as it is, and to take it away. */
export const KEEP = Symbol("keep");
export const REMOVE = Symbol("remove");
export type Change = (current: Value) => Value | typeof KEEP | typeof REMOVE;

export interface Edit {
  path: string;
  parts: string[];
  change: Change;
  /** Whether a missing path is made ($set) or left alone ($unset, $pull). */
  creates: boolean;
  /** Whether a path that leads through what has no fields is refused though nothing would be made ($pull, $pop). */
  needsWay?: boolean;
  /** For `$[name]`: which elements are meant. */
  elements: Map<string, (element: Value) => boolean>;
}

/** A copy of the document with one path changed; the document itself where nothing changes. What is off the path is shared. */
export function applyEdit(doc: Doc, edit: Edit): Doc {
  const result = editIn(doc, edit, 0);
  return isDoc(result) ? result : doc;
}

function editIn(container: Doc | Value[], edit: Edit, at: number): Doc | Value[] {
  const part = edit.parts[at] ?? "";
  return isDoc(container) ? editDocument(container, { edit, at, part }) : editArray(container, { edit, at, part });
}

interface Place {
  edit: Edit;
  at: number;
  part: string;
}

function editDocument(doc: Doc, place: Place): Doc {
  const { edit, part } = place;
  if (part.startsWith("$[")) throw badValue(`Cannot apply array updates to non-array element ${edit.parts[place.at - 1] ?? ""}: ${JSON.stringify(doc)}`);
  const current = fieldOf(doc, part);
  const next = nextValue(current, place, doc);
  if (next === KEEP || next === current && next !== undefined) return doc;
  const copy: Doc = {};
  for (const name of Object.keys(doc)) if (next !== REMOVE || name !== part) setField(copy, name, doc[name]);
  if (next !== REMOVE) setField(copy, part, next);
  return copy;
}

function editArray(array: Value[], place: Place): Value[] {
  const { edit, at, part } = place;
  if (part.startsWith("$[")) return editElements(array, place);
  if (!isArrayIndex(part)) {
    if (!edit.creates && !edit.needsWay) return array;
    throw new CommandError(28, `Cannot create field '${part}' in element {${edit.parts[at - 1] ?? ""}: ${JSON.stringify(array)}}`);
  }
  const index = Number(part);
  const next = nextValue(array[index], place, array);
  if (next === KEEP || next === REMOVE && index >= array.length) return array;
  if (index >= array.length + 1_500_000) throw badValue(`Cannot insert an element at index ${index} that far behind the array's end`);
  const copy = array.slice();
  while (copy.length < index) copy.push(null);
  copy[index] = next === REMOVE ? null : next;
  return copy;
}

function editElements(array: Value[], { edit, at, part }: Place): Value[] {
  const name = part.slice(2, -1);
  const isMeant = name === "" ? () => true : edit.elements.get(name);
  if (!isMeant) throw badValue(`No array filter found for identifier '${name}' in path '${edit.path}'`);
  return array.map((element) => {
    if (!isMeant(element)) return element;
    const next = nextValue(element, { edit, at, part }, array);
    return next === KEEP ? element : next === REMOVE ? null : next;
  });
}

function nextValue(current: Value, { edit, at, part }: Place, container: Doc | Value[]): Value | typeof KEEP | typeof REMOVE {
  if (at === edit.parts.length - 1) return edit.change(current);
  if (isDoc(current) || Array.isArray(current)) {
    const changed = editIn(current, edit, at + 1);
    return changed === current ? KEEP : changed;
  }
  const next = edit.parts[at + 1] ?? "";
  if (next.startsWith("$[") && (edit.creates || current === undefined)) {
    throw badValue(current === undefined
      ? `The path '${edit.parts.slice(0, at + 1).join(".")}' must exist in the document in order to apply array updates.`
      : `Cannot apply array updates to non-array element ${part}: ${JSON.stringify(current)}`);
  }
  if (!edit.creates && (current === undefined || !edit.needsWay)) return KEEP;
  if (current === undefined) {
    const made = edit.change(undefined);
    return made === KEEP || made === REMOVE ? KEEP : nest(edit.parts.slice(at + 1), made);
  }
  throw new CommandError(28, `Cannot create field '${next}' in element {${Array.isArray(container) ? at : part}: ${JSON.stringify(current)}}`);
}

function nest(parts: string[], value: Value): Value {
  return parts.reduceRight<Value>((inner, part) => {
    const doc: Doc = {};
    setField(doc, part, inner);
    return doc;
  }, value);
}
