import { BSONRegExp, ObjectId, Timestamp } from "bson";
import { CommandError } from "../errors.ts";
import { typeName } from "../values/type-names.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { idFirst } from "../update/apply.ts";
import { ensureCollection } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { checkValid } from "./validation.ts";
import { runStatements, statementsOf, writeReply } from "./write.ts";

export const insert: Command = { run, fields: ["documents", "ordered", "bypassDocumentValidation"], isWrite: true, inTransaction: true };

async function run(context: CommandContext): Promise<Doc> {
  const documents = statementsOf(context, "documents", null);
  const { engine } = context.server;
  const outcome = await runStatements(context, documents.length, (at) => {
    const doc = withId(documents[at] ?? {});
    const collection = ensureCollection(context);
    checkValid(context, collection, { doc, old: null });
    engine.insert(collection, doc, context.transaction);
    return null;
  });
  return writeReply({ n: outcome.results.size }, outcome);
}

/** The document as it is stored: `_id` first, made here if the client did not, and an empty timestamp filled. */
export function withId(doc: Doc): Doc {
  const id = doc["_id"];
  checkId(id);
  const stored = idFirst(id === undefined ? { _id: new ObjectId(), ...doc } : doc);
  for (const name of Object.keys(stored)) {
    const value = stored[name];
    if (value instanceof Timestamp && value.isZero() && name !== "_id") return withTimestamps(stored);
  }
  return stored;
}

function withTimestamps(doc: Doc): Doc {
  const now = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  return Object.fromEntries(Object.entries(doc).map(([name, value]) => [name, value instanceof Timestamp && value.isZero() && name !== "_id" ? now : value]));
}

export function checkId(id: Value): void {
  if (Array.isArray(id) || id instanceof BSONRegExp) throw new CommandError(53, `The '_id' value cannot be of type ${typeName(id)}`);
  const dollar = isDoc(id) ? Object.keys(id).find((name) => name.startsWith("$")) : undefined;
  if (dollar) throw new CommandError(52, `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
}
