import { CommandError } from "../errors.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { optionalWhole } from "./context.ts";
import type { Command } from "./context.ts";

/** Fields that any command may carry. */
const COMMON = new Set([
  "$db", "lsid", "txnNumber", "autocommit", "startTransaction", "readConcern", "writeConcern", "$readPreference", "$clusterTime", "comment", "maxTimeMS",
  "apiVersion", "apiStrict", "apiDeprecationErrors", "stmtId", "stmtIds", "$audit", "$client", "$configServerState",
]);

/** Refuses what the command does not take: nothing is ever ignored. */
export function checkFields(command: Command, { name, body, database }: { name: string; body: Doc; database: string }): void {
  if (command.onlyAdmin && database !== "admin") throw new CommandError(13, `${name} may only be run against the admin database.`);
  if (command.fields.includes("*")) return;
  for (const field of Object.keys(body)) if (field !== name && !COMMON.has(field) && !command.fields.includes(field)) throw unknownField(name, field);
}

export function refuseUnknown(spec: Doc, place: string, known: string[]): void {
  const unknown = Object.keys(spec).find((name) => !known.includes(name));
  if (unknown) throw unknownField(place, unknown);
}

function unknownField(place: string, name: string): CommandError {
  return new CommandError(40415, `BSON field '${place}.${name}' is an unknown field.`);
}

/** The `cursor` option of a command that answers with one: the number of documents in the first batch, if it is given. */
function cursorOption(cursor: Value, name: string): Doc {
  if (cursor === undefined) return {};
  if (!isDoc(cursor)) throw new CommandError(14, `BSON field '${name}.cursor' is the wrong type, expected type 'object'`);
  refuseUnknown(cursor, `${name}.cursor`, ["batchSize"]);
  return cursor;
}

/** Null where the command's `cursor` does not say. */
export function batchSize({ name, body }: { name: string; body: Doc }): number | null {
  const cursor = cursorOption(body["cursor"], name);
  return cursor["batchSize"] === undefined ? null : optionalWhole(cursor, "batchSize", 0);
}
