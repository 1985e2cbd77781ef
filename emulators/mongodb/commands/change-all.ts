import { WriteConflict } from "../errors.ts";
import type { Found } from "../engine/query.ts";
import type { CommandContext } from "./context.ts";

/**
 * Changes the documents that one statement found. Where a transaction stands in the way of one, none is changed, so that the statement
 * can wait and be run again without doing anything twice.
 */
export function changeAll(context: CommandContext, found: Found[], changeOne: (context: CommandContext, target: Found) => void): void {
  if (context.transaction || found.length < 2) {
    for (const target of found) changeOne(context, target);
    return;
  }
  if (found.some(({ record }) => record.owner)) throw new WriteConflict();
  context.server.engine.together((transaction) => {
    for (const target of found) changeOne({ ...context, transaction }, target);
  });
}
