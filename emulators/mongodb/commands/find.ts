import { CommandError } from "../errors.ts";
import { compileProjection } from "../aggregate/projection.ts";
import { parseSort } from "../engine/sort.ts";
import { wholeNumber } from "../values/numbers.ts";
import type { Doc } from "../values/types.ts";
import { collectionName, optionalWhole } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import { readDocuments } from "./read.ts";

export const find: Command = {
  run, inTransaction: true,
  fields: [
    "filter", "sort", "projection", "hint", "skip", "limit", "batchSize", "singleBatch", "collation", "let", "allowDiskUse", "noCursorTimeout", "allowPartialResults", "max", "min",
    "tailable", "awaitData", "oplogReplay", "returnKey", "showRecordId",
  ],
};

const UNSUPPORTED = ["tailable", "awaitData", "returnKey", "showRecordId", "max", "min"];

function run(context: CommandContext): Doc {
  const { body, server, database } = context;
  refuseUnsupported(body);
  if (body["allowDiskUse"] !== undefined && typeof body["allowDiskUse"] !== "boolean") throw new CommandError(14, "BSON field 'find.allowDiskUse' is the wrong type, expected type 'bool'");
  const condition = conditionOf({ filter: body["filter"], variables: body["let"], collation: body["collation"] });
  const show = compileProjection(body["projection"], { filter: condition.filter, scope: condition.scope });
  const sort = parseSort(body["sort"]);
  const skip = optionalWhole(body, "skip", 0);
  const limit = wholeNumber(body["limit"] ?? 0) ?? 0;
  if (limit < 0) throw new CommandError(51024, `BSON field 'limit' value must be >= 0, actual value '${limit}'`);
  const found = readDocuments(context, { name: collectionName(context), condition, sort, hint: body["hint"], skip, limit });
  return server.cursors.first({
    namespace: `${database}.${collectionName(context)}`, docs: found.map(show), batchSize: body["batchSize"] === undefined ? null : optionalWhole(body, "batchSize", 0),
    singleBatch: body["singleBatch"] === true, noTimeout: body["noCursorTimeout"] === true,
  });
}

export function refuseUnsupported(body: Doc): void {
  for (const name of UNSUPPORTED) if (body[name] !== undefined && body[name] !== false) throw new CommandError(238, `find option '${name}' is not supported by this server`);
}
