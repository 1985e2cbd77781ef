import { Timestamp } from "bson";
import { CommandError, badValue, failedToParse } from "../errors.ts";
import { isNumeric, toDouble } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { refuseUnknown } from "./check-fields.ts";
import type { Command, CommandContext } from "./context.ts";

const READ_LEVELS = new Set(["local", "available", "majority", "linearizable", "snapshot"]);

/** There is one member and it is always durable, so every concern that can be met is; the others are refused as MongoDB refuses them. */
export function checkConcerns(context: CommandContext, command: Command): void {
  const { body } = context;
  const isInTransaction = body["autocommit"] === false;
  checkRead(body["readConcern"], isInTransaction && body["startTransaction"] !== true);
  if (body["writeConcern"] === undefined) return;
  const ends = context.name === "commitTransaction" || context.name === "abortTransaction";
  if (isInTransaction && !ends) throw new CommandError(72, "writeConcern is not allowed within a multi-statement transaction");
  if (!command.isWrite && !ends) throw new CommandError(72, "Command does not support writeConcern");
  checkWrite(body["writeConcern"]);
}

/** A concern that one member cannot meet: the write is done all the same, and the reply says so. */
export function unmetConcern({ body }: CommandContext): Doc | null {
  const concern = body["writeConcern"];
  const w = isDoc(concern) ? concern["w"] : undefined;
  if (isNumeric(w) && toDouble(w) > 1) return unmet(100, "Not enough data-bearing nodes", concern);
  if (typeof w === "string" && w !== "majority") return unmet(79, `No write concern mode named '${w}' found in replica set configuration`, concern);
  return null;
}

function unmet(code: number, errmsg: string, concern: Value): Doc {
  return { code, codeName: new CommandError(code, errmsg).codeName, errmsg, errInfo: { writeConcern: concern } };
}

function checkRead(concern: Value, isContinued: boolean): void {
  if (concern === undefined) return;
  if (!isDoc(concern)) throw new CommandError(14, "readConcern must be an object");
  const level = concern["level"];
  if (isContinued && level !== undefined) throw new CommandError(72, "Only the first command in a transaction may specify a readConcern");
  if (level !== undefined && typeof level !== "string") throw new CommandError(14, "BSON field 'readConcern.level' is the wrong type, expected type 'string'");
  if (level !== undefined && (typeof level !== "string" || !READ_LEVELS.has(level))) throw new CommandError(9, "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'");
  const unknown = Object.keys(concern).find((name) => !["level", "afterClusterTime", "atClusterTime", "provenance"].includes(name));
  if (unknown) throw new CommandError(72, `Unrecognized option in readConcern: ${unknown}`);
  if (concern["atClusterTime"] !== undefined) throw new CommandError(72, "readConcern.atClusterTime is not supported by this server");
  if (concern["afterClusterTime"] !== undefined && !(concern["afterClusterTime"] instanceof Timestamp)) throw new CommandError(14, "BSON field 'readConcern.afterClusterTime' is the wrong type, expected type 'timestamp'");
  checkProvenance(concern["provenance"], "readConcern");
}

function checkWrite(concern: Value): void {
  if (!isDoc(concern)) throw new CommandError(14, "writeConcern must be an object");
  refuseUnknown(concern, "writeConcern", ["w", "j", "wtimeout", "fsync", "provenance", "getLastError"]);
  const { w, j, wtimeout } = concern;
  if (j !== undefined && typeof j !== "boolean" && !isNumeric(j)) throw new CommandError(14, "BSON field 'writeConcern.j' is the wrong type, expected types '[bool, long, int, decimal, double]'");
  if (wtimeout !== undefined && !isNumeric(wtimeout) && typeof wtimeout !== "string") throw new CommandError(14, "BSON field 'writeConcern.wtimeout' is the wrong type");
  checkProvenance(concern["provenance"], "writeConcern");
  if (isNumeric(w) && (toDouble(w) < 0 || toDouble(w) > 50)) throw new CommandError(9, "w has to be a non-negative number and not greater than 50");
  if (w !== undefined && !isNumeric(w) && typeof w !== "string") throw failedToParse("w has to be a number, string, or object");
}

function checkProvenance(provenance: Value, place: string): void {
  if (provenance !== undefined && !["clientSupplied", "implicitDefault", "customDefault", "getLastErrorDefaults", "internalWriteDefault"].includes(String(provenance))) throw badValue(`Enumeration value '${String(provenance)}' for field '${place}.provenance' is not a valid value.`);
}
