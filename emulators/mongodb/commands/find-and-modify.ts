import { failedToParse } from "../errors.ts";
import { compileProjection } from "../aggregate/projection.ts";
import type { Doc } from "../values/types.ts";
import { requireCollection, statement } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf } from "./filters.ts";
import { change, findTargets, refuseExpression, updateRequest, upsert } from "./update.ts";
import { statementId } from "./write.ts";

export const findAndModify: Command = {
  run, isWrite: true, inTransaction: true,
  fields: ["query", "sort", "remove", "update", "new", "fields", "upsert", "bypassDocumentValidation", "collation", "arrayFilters", "hint", "let"],
};

async function run(context: CommandContext): Promise<Doc> {
  const id = statementId(context, 0);
  const known = context.isRetryable ? context.session?.statements.get(id) : undefined;
  if (known) return { ...known, retriedStmtIds: [id] };
  return statement(context, () => {
    const result = modify(context);
    if (context.isRetryable && context.session) context.server.sessions.record(context.session, id, result);
    return result;
  });
}

function modify(context: CommandContext): Doc {
  const { body } = context;
  const now = new Date();
  const isRemoval = truthyFlag(body["remove"]);
  const wantsNew = truthyFlag(body["new"]);
  if (isRemoval === (body["update"] !== undefined)) throw failedToParse(isRemoval ? "Cannot specify both an update and remove=true" : "Either an update or remove=true must be specified");
  if (isRemoval && wantsNew) throw failedToParse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (isRemoval && truthyFlag(body["upsert"])) throw failedToParse("Cannot specify both upsert=true and remove=true ");
  const condition = conditionOf({ filter: body["query"], variables: body["let"], collation: body["collation"], now });
  if (truthyFlag(body["upsert"])) refuseExpression(condition.filter);
  const show = compileProjection(body["fields"], { filter: condition.filter, scope: condition.scope });
  const request = isRemoval ? null : updateRequest({ update: body["update"], arrayFilters: body["arrayFilters"], condition, now });
  const [target] = findTargets(context, { condition, limit: 1, hint: body["hint"], sort: body["sort"] });
  if (!request) {
    if (target) context.server.engine.remove(requireCollection(context), { record: target.record, transaction: context.transaction });
    return { lastErrorObject: { n: target ? 1 : 0 }, value: target ? show(target.doc) : null };
  }
  if (target) {
    const next = change(context, request, target) ?? target.doc;
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: show(wantsNew ? next : target.doc) };
  }
  if (!truthyFlag(body["upsert"])) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const made = upsert(context, request);
  return { lastErrorObject: { n: 1, updatedExisting: false, upserted: made["_id"] }, value: wantsNew ? show(made) : null };
}

function truthyFlag(value: unknown): boolean {
  return value === true || value === 1;
}
