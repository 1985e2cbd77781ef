import { CommandError, badValue } from "../errors.ts";
import type { Fold } from "../values/key.ts";
import { isNumeric, wholeNumber } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { indexedValues } from "./index-keys.ts";
import type { IndexField } from "./index-keys.ts";

const PARALLEL_ARRAYS = 171;

export type SortFields = IndexField[];

export function parseSort(spec: Value): SortFields | null {
  if (spec === undefined || spec === null) return null;
  if (!isDoc(spec)) throw new CommandError(14, "Expected field sort to be of type object");
  const names = Object.keys(spec);
  if (names.length === 0) return null;
  return names.map((path) => {
    const direction = wholeNumber(spec[path]);
    if (path.startsWith("$") && path !== "$natural") throw new CommandError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField: ${path}`);
    if (isDoc(spec[path])) throw new CommandError("$meta" in spec[path] ? 238 : 17312, `a sort by an expression is not supported: ${path}`);
    if (!isNumeric(spec[path])) throw new CommandError(15974, "Illegal key in $sort specification");
    if (direction !== 1 && direction !== -1) throw new CommandError(15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    if (path === "") throw new CommandError(40352, "FieldPath cannot be constructed with empty string");
    if (path.startsWith("$") || path.split(".").includes("")) throw badValue(`FieldPath cannot be used to sort by: '${path}'`);
    return { path, parts: path.split("."), direction };
  });
}

/** A stable sort. An array sorts by its least element, or its greatest when descending, which is the least of its keys either way. */
export function sorted<T>(items: Iterable<T>, by: { fields: SortFields; docOf: (item: T) => Doc; fold?: Fold | undefined }): T[] {
  const keyed = Array.from(items, (item) => ({ item, key: sortKey(by.docOf(item), by.fields, by.fold) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}

export function sortKey(doc: Doc, fields: SortFields, fold?: Fold): string {
  let least: string | null = null;
  for (const key of keysOf(doc, fields, fold)) if (least === null || key < least) least = key;
  return least ?? "";
}

function keysOf(doc: Doc, fields: SortFields, fold: Fold | undefined): Iterable<string> {
  try {
    return indexedValues(fields, doc, fold).entries.keys();
  } catch (error) {
    if (error instanceof CommandError && error.code === PARALLEL_ARRAYS) throw badValue("cannot sort with keys that are parallel arrays");
    throw error;
  }
}
