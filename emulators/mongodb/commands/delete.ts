import { failedToParse } from "../errors.ts";
import { wholeNumber } from "../values/numbers.ts";
import type { Doc } from "../values/types.ts";
import { changeAll } from "./change-all.ts";
import { findCollection } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import { findTargets } from "./update.ts";
import { runStatements, statementsOf, writeReply } from "./write.ts";

export const remove: Command = { run, fields: ["deletes", "ordered", "let"], isWrite: true, inTransaction: true };

async function run(context: CommandContext): Promise<Doc> {
  const deletes = statementsOf(context, "deletes", ["q", "limit", "collation", "hint"]);
  for (const { limit } of deletes) {
    if (wholeNumber(limit) !== 0 && wholeNumber(limit) !== 1) throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${String(limit)}`);
  }
  const outcome = await runStatements(context, deletes.length, (at) => runOne(context, deletes[at] ?? {}));
  let n = 0;
  for (const result of outcome.results.values()) n += Number(result?.["n"]);
  return writeReply({ n }, outcome);
}

function runOne(context: CommandContext, spec: Doc): Doc {
  const limit = wholeNumber(spec["limit"]) ?? 0;
  const condition = conditionOf({ filter: spec["q"], variables: context.body["let"], collation: spec["collation"] });
  const found = findTargets(context, { condition, limit, hint: spec["hint"], sort: undefined });
  const collection = findCollection(context);
  changeAll(context, found, ({ server, transaction }, { record }) => {
    if (collection) server.engine.remove(collection, { record, transaction });
  });
  return { n: found.length };
}
