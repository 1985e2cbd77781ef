import { CommandError, WriteConflict } from "../errors.ts";
import { isNumeric } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { statement } from "./context.ts";
import { refuseUnknown } from "./check-fields.ts";
import type { CommandContext } from "./context.ts";

/** The statements of a write command, from its body or the message's document sequence. */
export function statementsOf(context: CommandContext, field: string, known: string[] | null): Doc[] {
  const list = context.body[field];
  if (list === undefined) throw new CommandError(40414, `BSON field '${context.name}.${field}' is missing but a required field`);
  if (!Array.isArray(list) || !list.every(isDoc)) throw new CommandError(14, `BSON field '${context.name}.${field}' must be an array of objects`);
  if (list.length === 0 || list.length > 100_000) throw new CommandError(16, `Write batch sizes must be between 1 and 100000. Got ${list.length} operations.`);
  if (known) for (const spec of list) refuseUnknown(spec, `${context.name}.${field}`, known);
  return list;
}

export function statementId({ body }: CommandContext, at: number): number {
  const ids = body["stmtIds"];
  const id: Value = Array.isArray(ids) ? ids[at] : undefined;
  if (typeof id === "number") return id;
  return isNumeric(body["stmtId"]) ? Number(body["stmtId"]) + at : at;
}

/**
 * Runs each statement once: one that a repeated command did before is not done again but told again. An error stops an ordered command
 * and is told in `writeErrors`; inside a transaction what can be tried again fails the whole command.
 */
export async function runStatements(context: CommandContext, count: number, run: (at: number) => Doc | null): Promise<{ results: Map<number, Doc | null>; writeErrors: Doc[]; retried: number[] }> {
  const results = new Map<number, Doc | null>();
  const writeErrors: Doc[] = [];
  const retried: number[] = [];
  for (let at = 0; at < count; at++) {
    const id = statementId(context, at);
    const known = context.isRetryable ? context.session?.statements.get(id) : undefined;
    if (known !== undefined) {
      results.set(at, known);
      retried.push(id);
      continue;
    }
    try {
      results.set(at, await once(context, { id, run: () => run(at) }));
    } catch (error) {
      if (!(error instanceof CommandError) || error instanceof WriteConflict || [50, 251].includes(error.code)) throw error;
      writeErrors.push({ index: at, code: error.code, ...error.fields, errmsg: error.message });
      if (context.body["ordered"] !== false || context.transaction) break;
    }
  }
  return { results, writeErrors, retried };
}

/** A statement and the memory of it, in one turn: they are on the disk together or not at all. */
async function once(context: CommandContext, { id, run }: { id: number; run: () => Doc | null }): Promise<Doc | null> {
  const step = () => {
    const result = run();
    if (context.isRetryable && context.session) context.server.sessions.record(context.session, id, result);
    return result;
  };
  try {
    // Without a conflict there is nothing to wait for, and thousands of inserts need not be as many turns.
    return step();
  } catch (error) {
    if (!(error instanceof WriteConflict) || context.transaction) throw error;
  }
  return statement(context, step);
}

export function writeReply(fields: Doc, outcome: { writeErrors: Doc[]; retried: number[] }): Doc {
  return {
    ...fields,
    ...(outcome.writeErrors.length > 0 ? { writeErrors: outcome.writeErrors } : {}),
    ...(outcome.retried.length > 0 ? { retriedStmtIds: outcome.retried } : {}),
  };
}
