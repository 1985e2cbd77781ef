import { isArrayIndex } from "../values/path.ts";
import { NUMBER_TYPES, typeName } from "../values/type-names.ts";
import { isDoc, setField } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import type { Skeleton } from "./shape.ts";

/** What a command, or one statement of it, is made of, without its values. */
export function skeletonOf(spec: Doc): { [name: string]: Skeleton } {
  const kept: { [name: string]: Skeleton } = {};
  for (const name of Object.keys(spec)) if (!OF_THE_MOMENT.has(name)) kept[name] = part(name, spec[name]);
  return kept;
}

export function kindOf(value: Value): string {
  const type = typeName(value);
  return NUMBER_TYPES.includes(type) ? "number" : type;
}

/** Fields of a message that say who sends it and when, not what it does; and documents to insert, which no difference hangs on. */
const OF_THE_MOMENT = new Set([
  "$db", "lsid", "txnNumber", "autocommit", "startTransaction", "readConcern", "writeConcern", "$readPreference", "$clusterTime", "comment", "maxTimeMS", "stmtId", "stmtIds", "documents", "client", "compression",
]);

/** Stages whose texts are the names of fields and collections. */
const OF_NAMES = new Set(["$lookup", "$graphLookup", "$unionWith", "$unwind"]);

function part(name: string, value: Value): Skeleton {
  if ((name === "u" || name === "update") && isDoc(value)) return updateOf(value);
  if (name === "key" && typeof value === "string") return value;
  return shapeOf(value, name);
}

function updateOf(update: Doc): Skeleton {
  if (!Object.keys(update)[0]?.startsWith("$")) return "replacement";
  return mapped(update, (fields) => (isDoc(fields) ? mapped(fields, operandOf) : kindOf(fields)));
}

/** What is stored has no shape of interest, but `$each`, `$sort` and conditions have. */
function operandOf(operand: Value): Skeleton {
  return isDoc(operand) && Object.keys(operand)[0]?.startsWith("$") ? shapeOf(operand, "") : kindOf(operand);
}

function shapeOf(value: Value, under: string): Skeleton {
  if (typeof value === "string") return value.startsWith("$") || OF_NAMES.has(under) ? value : "string";
  if (Array.isArray(value)) return shapesOf(value, under);
  if (isDoc(value)) return mapped(value, (inner, name) => shapeOf(inner, typeof inner === "string" ? under : name));
  return kindOf(value);
}

/** Stages keep their order and number; a list of values is a list of its kinds. */
function shapesOf(items: Value[], under: string): Skeleton[] {
  const shapes = items.map((item) => shapeOf(item, under));
  return under === "pipeline" ? shapes : [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}

function mapped(doc: Doc, shape: (value: Value, name: string) => Skeleton): Skeleton {
  const result: { [name: string]: Skeleton } = {};
  for (const name of Object.keys(doc)) setField(result, plainPath(name), shape(doc[name], name));
  return result;
}

/** Places in arrays are all alike, and so are ids in paths: else every document would have a shape of its own. */
function plainPath(path: string): string {
  return path.split(".").map((step) => (isArrayIndex(step) ? "0" : step.replace(/_(?=\w*\d)\w{10,}$/, "_ID"))).join(".");
}
