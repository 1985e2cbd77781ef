import { Double } from "bson";
import { CommandError } from "../errors.ts";
import { checkDatabaseName } from "../engine/collection.ts";
import { transactionNumber } from "../sessions/sessions.ts";
import { isDoc } from "../values/types.ts";
import type { Doc } from "../values/types.ts";
import type { Answer } from "../wire/connection.ts";
import { isNumeric, toDouble } from "../values/numbers.ts";
import { COMMANDS } from "./all.ts";
import type { Command, CommandContext, Server } from "./context.ts";
import { checkFields } from "./check-fields.ts";
import { addLabels } from "./error-labels.ts";
import { checkConcerns, unmetConcern } from "./concerns.ts";
import type { Fault } from "./fail-points.ts";

/** Runs one command to its reply. The reply is given when what it tells is on the disk, and not before. */
export async function dispatch(server: Server, body: Doc, connection: { appName: string | null }): Promise<Answer> {
  const name = Object.keys(body)[0] ?? "";
  const fault = server.failPoints?.take(name, connection.appName) ?? null;
  if (fault?.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay));
  if (fault?.closesConnection) return "hang up";
  const reply = await replyTo(server, { name, body, fault });
  await server.engine.store.durable();
  if (name === "hello" || name.toLowerCase() === "ismaster") connection.appName = appNameOf(body) ?? connection.appName;
  return { ...reply, ...server.clock.gossip() };
}

async function replyTo(server: Server, request: { name: string; body: Doc; fault: Fault | null }): Promise<Doc> {
  const { name, body, fault } = request;
  let context: CommandContext | null = null;
  try {
    if (fault?.error) throw fault.error;
    const command = COMMANDS[name];
    if (!command || !Object.hasOwn(COMMANDS, name)) throw new CommandError(59, `no such command: '${name}'`);
    context = newContext(server, name, body);
    checkFields(command, context);
    checkConcerns(context, command);
    enterSession(context, command);
    const result = await command.run(context);
    if (command.isWrite) server.clock.advance();
    if (context.transaction && Array.isArray(result["writeErrors"]) && context.session) server.sessions.abortIfOpen(context.session);
    const concernError = fault?.writeConcernError ?? unmetConcern(context);
    return { ...result, ok: new Double(1), ...(concernError ? withConcern(concernError, context) : {}) };
  } catch (error) {
    if (context?.session && context.transaction) server.sessions.abortIfOpen(context.session);
    return addLabels(asCommandError(error), { name, body, fault }).toReply();
  }
}

function withConcern(writeConcernError: Doc, context: CommandContext): Doc {
  const { errorLabels, ...error } = writeConcernError;
  const isRetryable = addLabels(new CommandError(isNumeric(error["code"]) ? toDouble(error["code"]) : 0, ""), { name: context.name, body: context.body, fault: null, isWriteConcern: true });
  const labels = Array.isArray(errorLabels) ? errorLabels : isRetryable.labels;
  return { writeConcernError: error, ...(labels.length > 0 ? { errorLabels: labels } : {}) };
}

function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  process.stderr.write(`mongodb: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  return new CommandError(1, error instanceof Error ? error.message : String(error));
}

function newContext(server: Server, name: string, body: Doc): CommandContext {
  const database = body["$db"];
  if (typeof database !== "string") throw new CommandError(40414, "BSON field '$db' is missing but a required field");
  checkDatabaseName(database);
  const limit = body["maxTimeMS"];
  const deadline = isNumeric(limit) && toDouble(limit) > 0 ? Date.now() + toDouble(limit) : Infinity;
  return { server, name, database, body, session: null, transaction: null, isRetryable: false, deadline };
}

function enterSession(context: CommandContext, command: Command): void {
  const { body, server, name } = context;
  if (body["lsid"] === undefined) {
    if (body["txnNumber"] !== undefined) throw new CommandError(72, "Transaction number requires a session ID to also be specified");
    return;
  }
  context.session = server.sessions.find(body["lsid"]);
  if (body["txnNumber"] === undefined) {
    if (body["autocommit"] !== undefined || body["startTransaction"] !== undefined) throw new CommandError(72, "'autocommit' and 'startTransaction' need a transaction number");
    return;
  }
  const number = transactionNumber(body["txnNumber"]);
  if (body["autocommit"] === undefined) {
    if (!command.isWrite) throw new CommandError(50768, `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`);
    server.sessions.beginStatement(context.session, number);
    context.isRetryable = true;
    return;
  }
  if (body["autocommit"] !== false) throw new CommandError(72, "autocommit may only be specified as false");
  if (name === "commitTransaction" || name === "abortTransaction") return;
  if (!command.inTransaction) throw new CommandError(263, `Cannot run '${name}' in a multi-document transaction.`);
  context.transaction = body["startTransaction"] === true
    ? server.sessions.beginTransaction(context.session, number)
    : server.sessions.openTransaction(context.session, number);
}

function appNameOf(body: Doc): string | null {
  const client = body["client"];
  const application = isDoc(client) ? client["application"] : null;
  return isDoc(application) && typeof application["name"] === "string" ? application["name"] : null;
}
