import { UUID } from "bson";
import { CommandError } from "../errors.ts";
import { sessionId } from "../sessions/session-id.ts";
import { transactionNumber } from "../sessions/sessions.ts";
import { typeName } from "../values/type-names.ts";
import type { Doc } from "../values/types.ts";
import type { Command, CommandContext } from "./context.ts";

export const commitTransaction: Command = { run: runCommit, isWrite: true, inTransaction: true, fields: ["recoveryToken"] };
export const abortTransaction: Command = { run: runAbort, isWrite: true, inTransaction: true, fields: ["recoveryToken"] };
export const endSessions: Command = { run: runEnd, fields: [] };
export const startSession: Command = { run: () => ({ id: { id: new UUID() }, timeoutMinutes: 30 }), fields: [] };
export const refreshSessions: Command = { run: runRefresh, fields: [] };
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

function runEnd(context: CommandContext): Doc {
  context.server.sessions.end(sessionIds(context));
  return {};
}

function runRefresh(context: CommandContext): Doc {
  context.server.sessions.refresh(sessionIds(context));
  return {};
}

function sessionIds({ body, name }: CommandContext): string[] {
  const list = body[name];
  if (!Array.isArray(list)) throw new CommandError(14, `BSON field '${name}.${name}' is the wrong type '${typeName(list)}', expected type 'array'`);
  return list.map((lsid) => sessionId(lsid, `${name}.${name}FromClient`));
}

function runKillAll({ body, server }: CommandContext): Doc {
  const users = body["killAllSessions"];
  if (!Array.isArray(users)) throw new CommandError(14, `BSON field 'killAllSessions' is the wrong type '${typeName(users)}', expected type 'array'`);
  if (users.length > 0) throw new CommandError(238, "killAllSessions of some users is not supported by this server, which has none");
  server.sessions.abortAll();
  return {};
}
