import { Long } from "bson";
import { CommandError } from "../errors.ts";
import type { Doc, Value } from "../values/types.ts";
import { collectionName, optionalWhole } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";

export const getMore: Command = { run: runGetMore, fields: ["collection", "batchSize", "maxTimeMS"], inTransaction: true };
export const killCursors: Command = { run: runKillCursors, fields: ["cursors"], inTransaction: true };

function runGetMore({ body, database, server }: CommandContext): Doc {
  if (typeof body["collection"] !== "string") throw new CommandError(14, "BSON field 'getMore.collection' is missing or no string");
  const batchSize = optionalWhole(body, "batchSize", 0);
  return server.cursors.more(cursorId(body["getMore"]), `${database}.${body["collection"]}`, batchSize || null);
}

function runKillCursors(context: CommandContext): Doc {
  collectionName(context);
  const list = context.body["cursors"];
  if (!Array.isArray(list)) throw new CommandError(14, "BSON field 'killCursors.cursors' must be an array");
  const cursorsKilled: Value[] = [];
  const cursorsNotFound: Value[] = [];
  for (const id of list) (context.server.cursors.kill(cursorId(id)) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
}

function cursorId(value: Value): string {
  if (value instanceof Long || typeof value === "number") return value.toString();
  throw new CommandError(14, "a cursor id must be a long");
}
