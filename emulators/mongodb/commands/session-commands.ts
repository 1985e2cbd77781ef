import { CommandError } from "../errors.ts";
import { transactionNumber } from "../sessions/sessions.ts";
import type { Doc } from "../values/types.ts";
import type { Command, CommandContext } from "./context.ts";

export const commitTransaction: Command = { run: runCommit, isWrite: true, inTransaction: true, fields: ["recoveryToken"] };
export const abortTransaction: Command = { run: runAbort, isWrite: true, inTransaction: true, fields: ["recoveryToken"] };
export const endSessions: Command = { run: runEnd, fields: [] };
export const startSession: Command = { run: () => ({ timeoutMinutes: 30 }), fields: [] };
export const refreshSessions: Command = { run: () => ({}), fields: [] };
export const killAllSessions: Command = { run: runKillAll, fields: [] };

function runCommit(context: CommandContext): Doc {
  const { session, number } = named(context);
  context.server.sessions.commit(session, number);
  return {};
}

function runAbort(context: CommandContext): Doc {
  const { session, number } = named(context);
  context.server.sessions.abort(session, number);
  return {};
}

function named({ session, body, name, database }: CommandContext) {
  if (database !== "admin") throw new CommandError(13, `${name} may only be run against the admin database.`);
  if (!session || body["txnNumber"] === undefined) throw new CommandError(125, `${name} must be run within a transaction`);
  if (body["autocommit"] !== false) throw new CommandError(50768, `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`);
  return { session, number: transactionNumber(body["txnNumber"]) };
}

function runEnd({ body, server }: CommandContext): Doc {
  const list = body["endSessions"];
  if (!Array.isArray(list)) throw new CommandError(14, "endSessions needs an array of session ids");
  list.forEach((lsid) => server.sessions.end(lsid));
  return {};
}

function runKillAll({ server }: CommandContext): Doc {
  server.sessions.abortAll();
  return {};
}
