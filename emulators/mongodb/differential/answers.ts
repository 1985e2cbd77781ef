import { randomUUID } from "node:crypto";
import { EJSON } from "bson";
import { MongoServerError } from "mongodb";
import type { Db, Document, MongoClient } from "mongodb";
import type { Case } from "./case.ts";
import { plainAnswers } from "./plain-answers.ts";

/** What a server answers to every command of every case: canonical EJSON, one text a command. */
export async function answersOf(client: MongoClient, cases: Case[]): Promise<string[][]> {
  const db = client.db(`differential_${randomUUID().slice(0, 8)}`, { promoteValues: false } as object);
  try {
    const answers: string[][] = [];
    for (const one of cases) answers.push(await answersTo(db, one));
    return answers;
  } finally {
    await db.dropDatabase();
  }
}

async function answersTo(db: Db, one: Case): Promise<string[]> {
  const { documents, others, indexes, commands } = one;
  for (const [name, content] of Object.entries({ c: documents, d: others })) {
    await db.command({ drop: name }).catch(() => {});
    await db.command({ create: name });
    if (content.length > 0) await db.command({ insert: name, documents: content });
  }
  if (indexes.length > 0) await db.command({ createIndexes: "c", indexes });
  const answers: string[] = [];
  for (const command of commands) answers.push(comparable(await answerTo(db, command), db.databaseName));
  return plainAnswers(one, answers);
}

async function answerTo(db: Db, command: Document): Promise<Document> {
  try {
    return await db.command(command, { promoteValues: false });
  } catch (error) {
    if (error instanceof MongoServerError) return { error_code: Number(error.code), labels: error.errorLabels };
    throw error;
  }
}

const OF_THE_MOMENT = ["$clusterTime", "operationTime", "electionId", "opTime", "lastErrorObject.electionId"];

/** Without what differs from one run to the next, the words of messages, and the order of a reply's own fields, which differs among real ones. */
function comparable(answer: Document, database: string): string {
  const reply = { ...answer };
  for (const field of OF_THE_MOMENT) delete reply[field];
  if (isDocument(reply["cursor"])) reply["cursor"] = sorted({ ...reply["cursor"], id: Number(reply["cursor"]["id"]) === 0 ? "closed" : "open" });
  if (Array.isArray(reply["writeErrors"])) reply["writeErrors"] = reply["writeErrors"].map(({ errmsg: _, ...rest }: Document) => sorted(rest));
  return EJSON.stringify(sorted(reply), { relaxed: false }).replaceAll(database, "DATABASE");
}

function sorted(document: Document): Document {
  return Object.fromEntries(Object.entries(document).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null;
}
