import { CommandError } from "../errors.ts";
import { TYPE, inverted, keyOf, sameText } from "../values/key.ts";
import type { Fold } from "../values/key.ts";
import { isArrayIndex } from "../values/path.ts";
import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";

export interface IndexField {
  path: string;
  parts: string[];
  direction: 1 | -1;
}

/** An empty array at the end of a path is held under its own mark, below null. */
const EMPTY_ARRAY = Symbol("empty array");

/** The keys under which an index holds a document, with the values behind each: one for each element of an array on the way. */
export function indexedValues(fields: IndexField[], doc: Doc, fold: Fold = sameText): Indexed {
  return plainly(fields, doc, fold) ?? expanded(fields, doc, fold);
}

interface Indexed {
  entries: Map<string, Value[]>;
  isMultikey: boolean;
  isEmpty: boolean;
}

/** Most documents have no array on the way, and one key; null where one has. */
function plainly(fields: IndexField[], doc: Doc, fold: Fold): Indexed | null {
  const values: Value[] = [];
  let key = "";
  let isEmpty = true;
  for (const { parts, direction } of fields) {
    let value: Value = doc;
    for (const part of parts) {
      if (Array.isArray(value)) return null;
      value = isDoc(value) ? fieldOf(value, part) : undefined;
    }
    if (Array.isArray(value)) return null;
    if (value !== undefined) isEmpty = false;
    values.push(value);
    key += partKey(value, direction, fold);
  }
  return { entries: new Map([[key, values]]), isMultikey: false, isEmpty };
}

function expanded(fields: IndexField[], doc: Doc, fold: Fold): Indexed {
  const entries = new Map<string, Value[]>();
  let isMultikey = false;
  let isEmpty = true;
  const emit = (steps: Step[]) => {
    const values = steps.map((step) => (step.value === EMPTY_ARRAY ? undefined : step.value));
    if (values.some((value) => value !== undefined) || steps.some((step) => step.value === EMPTY_ARRAY)) isEmpty = false;
    entries.set(steps.map((step, i) => partKey(step.value, fields[i]?.direction ?? 1, fold)).join(""), values);
  };
  const expand = (steps: Step[]) => {
    const walked = steps.map(walk);
    const arrays = new Set(walked.filter(isOpen).map((step) => step.value));
    if (arrays.size === 0) return emit(walked);
    if (arrays.size > 1) {
      const names = walked.flatMap((step, i) => (isOpen(step) ? [fields[i]?.parts.at(-1) ?? ""] : []));
      throw new CommandError(171, `cannot index parallel arrays [${names[1] ?? ""}] [${names[0] ?? ""}]`);
    }
    isMultikey = true;
    const [array] = arrays;
    const items: Value[] = Array.isArray(array) ? array : [];
    if (items.length === 0) return expand(walked.map((step) => (step.value === array ? closed(step, step.rest.length === 0 ? EMPTY_ARRAY : undefined) : step)));
    for (const item of items) {
      expand(walked.map((step) => {
        if (step.value !== array) return step;
        if (step.rest.length === 0) return closed(step, item);
        return isDoc(item) ? { ...step, value: item } : closed(step, undefined);
      }));
    }
  };
  expand(fields.map((field) => ({ value: doc, rest: field.parts, isClosed: false })));
  return { entries, isMultikey, isEmpty };
}

function partKey(value: Value | typeof EMPTY_ARRAY, direction: 1 | -1, fold: Fold = sameText): string {
  const key = value === EMPTY_ARRAY ? TYPE.undefined : keyOf(value, fold);
  return direction === 1 ? key : inverted(key);
}

interface Step {
  value: Value | typeof EMPTY_ARRAY;
  rest: string[];
  /** An element taken out of an array at the end of a path is not opened again. */
  isClosed: boolean;
}

function closed(step: Step, value: Step["value"]): Step {
  return { value, rest: step.rest, isClosed: true };
}

function isOpen(step: Step): boolean {
  return !step.isClosed && Array.isArray(step.value);
}

/** Goes down as far as documents lead; stops in front of an array that is to be expanded. */
function walk(step: Step): Step {
  if (step.isClosed || step.value === EMPTY_ARRAY) return step;
  let value: Value = step.value;
  let at = 0;
  for (; at < step.rest.length; at++) {
    const part = step.rest[at] ?? "";
    if (isDoc(value)) value = fieldOf(value, part);
    else if (Array.isArray(value) && isArrayIndex(part) && Number(part) < value.length) value = value[Number(part)];
    else if (Array.isArray(value)) break;
    else return closed(step, undefined);
  }
  return { value, rest: step.rest.slice(at), isClosed: false };
}
