import { buildInfo, configureFailPoint, connectionStatus, getParameter, hello, ping, serverStatus } from "./admin.ts";
import { aggregate } from "./aggregate.ts";
import { collStats, create, dbStats, drop, dropDatabase, listCollections, listDatabases, renameCollection } from "./collections.ts";
import type { Command } from "./context.ts";
import { count, distinct } from "./count-and-distinct.ts";
import { getMore, killCursors } from "./cursor-commands.ts";
import { remove } from "./delete.ts";
import { explain } from "./explain.ts";
import { findAndModify } from "./find-and-modify.ts";
import { find } from "./find.ts";
import { collMod, createIndexes, dropIndexes, listIndexes } from "./indexes.ts";
import { insert } from "./insert.ts";
import { abortTransaction, commitTransaction, endSessions, killAllSessions, refreshSessions, startSession } from "./session-commands.ts";
import { update } from "./update.ts";

/** Every command that this server knows. */
export const COMMANDS: Record<string, Command> = {
  hello, isMaster: hello, ismaster: hello, ping, buildInfo, buildinfo: buildInfo, serverStatus, getParameter, connectionStatus, configureFailPoint,
  insert, update, delete: remove, findAndModify, findandmodify: findAndModify, find, aggregate, count, distinct, getMore, killCursors, explain,
  create, drop, dropDatabase, renameCollection, listCollections, listDatabases, dbStats, collStats, createIndexes, dropIndexes, deleteIndexes: dropIndexes, listIndexes, collMod,
  commitTransaction, abortTransaction, endSessions, startSession, refreshSessions, killAllSessions,
};
