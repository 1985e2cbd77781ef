import { WriteConflict } from "../errors.ts";
import { compileFilter } from "../filter/compile.ts";
import type { Doc } from "../values/types.ts";
import type { Engine } from "./engine.ts";
import { runQuery } from "./query.ts";

/** Removes what TTL indexes say is over. What an open transaction holds is left for the next time. Answers how many went. */
export function removeExpired(engine: Engine, now = Date.now()): number {
  let removed = 0;
  for (const collection of engine.catalog.all(null)) {
    for (const { definition, fields } of collection.indexes.values()) {
      const [field] = fields;
      if (definition.expireAfterSeconds === null || !field) continue;
      const dated: Doc = { [field.path]: { $lte: new Date(now - definition.expireAfterSeconds * 1000) } };
      const filter = definition.partialFilter ? { $and: [dated, definition.partialFilter] } : dated;
      for (const { record } of runQuery({ collection, filter, test: compileFilter(filter), transaction: null })) {
        try {
          engine.remove(collection, { record, transaction: null });
          removed++;
        } catch (error) {
          if (!(error instanceof WriteConflict)) throw error;
        }
      }
    }
  }
  return removed;
}
