import { CommandError } from "../errors.ts";
import { keyOf } from "../values/key.ts";
import { isArrayIndex } from "../values/path.ts";
import { wholeNumber } from "../values/numbers.ts";
import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { collectionName, findCollection, optionalWhole } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import { readDocuments } from "./read.ts";

export const count: Command = { run: runCount, fields: ["query", "limit", "skip", "hint", "collation", "fields"] };
export const distinct: Command = { run: runDistinct, fields: ["key", "query", "collation"], inTransaction: true };

function runCount(context: CommandContext): Doc {
  const { body } = context;
  const collection = findCollection(context);
  const condition = conditionOf({ filter: body["query"] ?? {}, collation: body["collation"] });
  const limit = Math.abs(wholeNumber(body["limit"] ?? 0) ?? 0);
  const skip = optionalWhole(body, "skip", 0);
  if (!collection) return { n: 0 };
  if (collection.options["viewOn"] === undefined && Object.keys(condition.filter).length === 0 && limit === 0 && skip === 0 && body["hint"] === undefined) return { n: collection.documentCount };
  return { n: readDocuments(context, { name: collectionName(context), condition, limit, skip, hint: body["hint"] }).length };
}

function runDistinct(context: CommandContext): Doc {
  const { body } = context;
  const key = body["key"];
  if (key === undefined) throw new CommandError(40414, "BSON field 'distinct.key' is missing but a required field");
  if (typeof key !== "string") throw new CommandError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const condition = conditionOf({ filter: body["query"] ?? {}, collation: body["collation"] });
  const found = readDocuments(context, { name: collectionName(context), condition });
  const values = new Map<string, Value>();
  for (const doc of found) {
    for (const value of valuesAt(doc, key.split("."), 0)) {
      const id = keyOf(value, condition.fold);
      if (!values.has(id)) values.set(id, value);
    }
  }
  return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
}

/** Every value at the path, with the elements of an array instead of the array. */
function valuesAt(value: Value, parts: string[], at: number): Value[] {
  const part = parts[at];
  if (part === undefined) return Array.isArray(value) ? value : value === undefined ? [] : [value];
  if (isDoc(value)) return valuesAt(fieldOf(value, part), parts, at + 1);
  if (!Array.isArray(value)) return [];
  const inside = value.flatMap((item) => (isDoc(item) ? valuesAt(item, parts, at) : []));
  return isArrayIndex(part) && Number(part) < value.length ? [...inside, ...valuesAt(value[Number(part)], parts, at + 1)] : inside;
}
