import { CommandError, WriteConflict } from "../errors.ts";
import type { Collection } from "../engine/collection.ts";
import type { Engine } from "../engine/engine.ts";
import type { Transaction } from "../engine/transaction.ts";
import type { ClusterClock } from "../sessions/clock.ts";
import type { Session, Sessions } from "../sessions/sessions.ts";
import { wholeNumber } from "../values/numbers.ts";
import type { Doc, Value } from "../values/types.ts";
import type { Cursors } from "./cursors.ts";
import type { FailPoints } from "./fail-points.ts";

export interface Server {
  engine: Engine;
  sessions: Sessions;
  clock: ClusterClock;
  cursors: Cursors;
  /** Null unless the server was started for tests. */
  failPoints: FailPoints | null;
  address: string;
  startedAt: number;
}

/** One command as it is being run. */
export interface CommandContext {
  server: Server;
  name: string;
  database: string;
  body: Doc;
  session: Session | null;
  transaction: Transaction | null;
  isRetryable: boolean;
  deadline: number;
}

export type Handler = (context: CommandContext) => Doc | Promise<Doc>;

export interface Command {
  run: Handler;
  /** The fields it takes besides its own name and those that every command takes. Any other is refused. */
  fields: string[];
  isWrite?: boolean;
  onlyAdmin?: boolean;
  /** Whether it may be part of a transaction. */
  inTransaction?: boolean;
}

/**
 * Runs a statement, which is synchronous. Where an open transaction stands in the way, a statement
 * outside a transaction waits for its end and is run again; one inside fails, as MongoDB has it.
 */
export async function statement<T>(context: CommandContext, run: () => T): Promise<T> {
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof WriteConflict) || context.transaction) throw error;
    }
    const wait = context.deadline - Date.now();
    if (wait <= 0) throw new CommandError(50, "operation exceeded time limit");
    await Promise.race([context.server.engine.transactionEnd(), pause(Math.min(wait, 1000))]);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

export function collectionName(context: CommandContext): string {
  const name = context.body[context.name];
  if (typeof name !== "string") throw new CommandError(73, `collection name has invalid type ${typeof name}`);
  if (name === "") throw new CommandError(73, `Invalid namespace specified '${context.database}.'`);
  return name;
}

export function findCollection(context: CommandContext, name = collectionName(context)): Collection | null {
  return context.server.engine.catalog.find(context.database, name, context.transaction);
}

export function requireCollection(context: CommandContext, name = collectionName(context)): Collection {
  const collection = findCollection(context, name);
  if (!collection) throw new CommandError(26, `ns not found ${context.database}.${name}`);
  return writable(collection) ?? collection;
}

/** Writing to a collection that is not there makes it. */
export function ensureCollection(context: CommandContext, name = collectionName(context)): Collection {
  return writable(findCollection(context, name)) ?? context.server.engine.catalog.create(context.database, name, context.transaction);
}

/** A view is only for reading. */
export function writable(collection: Collection | null): Collection | null {
  if (collection?.options["viewOn"] !== undefined) throw new CommandError(166, `Namespace ${collection.namespace} is a view, not a collection`);
  return collection;
}

export function optionalWhole(body: Doc, name: string, fallback: number): number {
  const value: Value = body[name];
  if (value === undefined || value === null) return fallback;
  const n = wholeNumber(value);
  if (n === null) throw new CommandError(14, `Field '${name}' must be a whole number`);
  if (n < 0) throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${n}'`);
  return n;
}
