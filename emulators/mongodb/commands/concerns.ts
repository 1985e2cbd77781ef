import { CommandError, badValue } from "../errors.ts";
import { isNumeric, toDouble } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
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
  if (level !== undefined && (typeof level !== "string" || !READ_LEVELS.has(level))) throw new CommandError(9, "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'");
  for (const name of Object.keys(concern)) {
    if (!["level", "afterClusterTime", "provenance"].includes(name)) throw new CommandError(72, `readConcern.${name} is not supported`);
  }
}

function checkWrite(concern: Value): void {
  if (!isDoc(concern)) throw new CommandError(14, "writeConcern must be an object");
  const { w } = concern;
  if (isNumeric(w) && (toDouble(w) < 0 || toDouble(w) > 50)) throw new CommandError(9, "w has to be a non-negative number and not greater than 50");
  if (w !== undefined && !isNumeric(w) && typeof w !== "string") throw badValue("w has to be a number, string, or object");
}
