import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { Server } from "../commands/context.ts";
import type { CollectionIndex } from "../engine/collection-index.ts";
import { conjunctsOf } from "../engine/conjuncts.ts";
import { isNumeric } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import type { Answer } from "../wire/connection.ts";
import type { IndexFacts, Shape } from "./shape.ts";
import { kindOf, skeletonOf } from "./skeleton.ts";

type Run = (body: Doc) => Promise<Answer>;

/**
 * Writes one line to `file` for each new shape of command, before its reply leaves. What a known difference hangs on besides (indexes, ids of
 * groups, absent fields) is asked of the server itself by commands of its own, and only for the commands that could meet it.
 */
export function newCapture(file: string, server: Server): (run: Run, body: Doc) => Promise<Answer> {
  mkdirSync(path.dirname(file), { recursive: true });
  const seen = new Set<string>();
  return async (run, body) => {
    const shapes = [];
    for (const statement of statementsOf(body)) shapes.push(await withFacts(newShape(body, statement), { run, body, statement, server }));
    const reply = await run(body);
    shapes.forEach((shape, at) => {
      const line = JSON.stringify({ ...shape, errors: errorsOf(reply, at) });
      if (seen.has(line)) return;
      seen.add(line);
      appendFileSync(file, `${line}\n`);
    });
    return reply;
  };
}

interface Place {
  run: Run;
  body: Doc;
  statement: Doc;
  server: Server;
}

/** Each update and delete of a command has a shape of its own. */
function statementsOf(body: Doc): Doc[] {
  const list = body["updates"] ?? body["deletes"];
  return Array.isArray(list) ? list.filter(isDoc) : [body];
}

function newShape(body: Doc, statement: Doc): Shape {
  const [command = ""] = Object.keys(body);
  const collection = body[command];
  return {
    command, collection: typeof collection === "string" ? collection : null,
    body: skeletonOf(statement === body ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== command)) : statement),
    inTransaction: body["autocommit"] === false, errors: [],
  };
}

async function withFacts(shape: Shape, place: Place): Promise<Shape> {
  const { run, body, statement } = place;
  const filter = statement["filter"] ?? statement["query"] ?? statement["q"];
  const stages = Array.isArray(statement["pipeline"]) ? statement["pipeline"].filter(isDoc) : [];
  if (shape.command === "distinct") {
    const nothing = await run({ count: shape.collection, query: { [String(statement["key"])]: null }, limit: 1, $db: body["$db"] });
    return { ...shape, indexes: indexFacts(shape, place), finds_nothing: nothing === "hang up" || nothing["n"] !== 0 };
  }
  if (statement["multi"] === true || [filter, ...stages].some(holdsNestedArray)) return { ...shape, indexes: indexFacts(shape, place) };
  const group = stages.findIndex((stage) => "$group" in stage);
  if (group < 0 || !stages.slice(group).some((stage) => "$sort" in stage)) return shape;
  const grouped = await run({ aggregate: shape.collection, pipeline: stages.slice(0, group + 1), cursor: { batchSize: 1_000_000 }, ...(body["let"] === undefined ? {} : { let: body["let"] }), $db: body["$db"] });
  return { ...shape, group_ids: idTypes(grouped) };
}

function holdsNestedArray(value: Value): boolean {
  if (Array.isArray(value)) return value.some((item) => Array.isArray(item) || holdsNestedArray(item));
  return isDoc(value) && Object.values(value).some(holdsNestedArray);
}

function indexFacts({ collection }: Shape, { server, body }: Place): IndexFacts[] {
  const found = server.engine.catalog.find(String(body["$db"]), collection ?? "", null);
  return [...(found?.indexes.values() ?? [])].map(factsOf);
}

function factsOf({ fields, definition, isMultikey }: CollectionIndex): IndexFacts {
  const { fields: conditions, choices } = conjunctsOf(definition.partialFilter ?? {});
  const chosen = choices.flat().flatMap((branch) => conjunctsOf(branch).fields);
  return {
    paths: fields.map((field) => field.path), is_unique: definition.unique, is_multikey: isMultikey,
    partial_paths: [...new Set([...conditions, ...chosen].map((condition) => condition.path))],
    needs: conditions.filter(({ operator, operand }) => operator === "$exists" && operand === true).map((condition) => condition.path),
  };
}

function idTypes(reply: Answer): Record<string, string[]> {
  const types: Record<string, string[]> = {};
  const cursor = reply === "hang up" ? null : reply["cursor"];
  const groups = isDoc(cursor) && Array.isArray(cursor["firstBatch"]) ? cursor["firstBatch"].filter(isDoc) : [];
  const add = (at: string, value: Value): void => {
    const known = (types[at] ??= []);
    if (!known.includes(kindOf(value))) known.push(kindOf(value));
    known.sort();
    if (isDoc(value)) for (const name of Object.keys(value)) add(`${at}.${name}`, value[name]);
  };
  for (const group of groups) add("_id", group["_id"]);
  return types;
}

function errorsOf(reply: Answer, at: number): number[] {
  if (reply === "hang up") return [];
  const own = Array.isArray(reply["writeErrors"]) ? reply["writeErrors"].filter(isDoc).filter(({ index }) => index === at) : [];
  return [reply, ...own].flatMap(({ code }) => (isNumeric(code) ? [Number(code)] : []));
}
