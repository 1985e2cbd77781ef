import { CommandError, badValue } from "../errors.ts";
import type { Scope } from "../aggregate/expression.ts";
import { FIRST_OR_LAST, compilePipeline } from "../aggregate/pipeline.ts";
import { checkOperand, stageName } from "../aggregate/stage-name.ts";
import { compileExpression } from "../aggregate/expression.ts";
import { parseSort } from "../engine/sort.ts";
import { wholeNumber } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc } from "../values/types.ts";
import { collectionName, findCollection } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf, rootScope } from "./filters.ts";
import { readAll, readDocuments } from "./read.ts";
import { batchSize, refuseUnknown } from "./check-fields.ts";
import { checkOutput, mergeInto, replaceCollection } from "./aggregate-output.ts";
import { collationFold } from "../values/collation.ts";

export const aggregate: Command = { run, inTransaction: true, isWrite: true, fields: ["pipeline", "cursor", "explain", "allowDiskUse", "bypassDocumentValidation", "hint", "let", "collation"] };

async function run(context: CommandContext): Promise<Doc> {
  const { body, server, database } = context;
  const stages = body["pipeline"];
  if (!Array.isArray(stages) || !stages.every(isDoc)) throw new CommandError(14, "'pipeline' option must be specified as an array of objects");
  const size = batchSize(context);
  if (body["cursor"] === undefined && body["explain"] !== true) throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  if (body["explain"] === true) throw new CommandError(238, "aggregate with explain is not supported by this server: use the explain command");
  const scope = rootScope(body["let"]);
  const pipeline = stages.filter(isDoc);
  const last = pipeline.at(-1);
  const output = last && ["$merge", "$out"].includes(stageName(last)) ? last : null;
  if (output && isDoc(body["readConcern"]) && body["readConcern"]["level"] === "linearizable") throw new CommandError(72, `${stageName(output)} cannot be used with a 'linearizable' read concern level`);
  if (output && context.transaction) throw new CommandError(263, `Operation not permitted in transaction :: caused by :: Aggregation stage ${stageName(output)} cannot run within a multi-document transaction`);
  if (output) checkOutput(output);
  const docs = compute(context, output ? pipeline.slice(0, -1) : pipeline, scope);
  if (output?.["$out"] !== undefined) await replaceCollection(context, output["$out"], docs);
  if (output?.["$merge"] !== undefined) await mergeInto(context, { spec: output["$merge"], docs, scope });
  return server.cursors.first({ namespace: `${database}.${isDatabaseWide(context) ? "$cmd.aggregate" : collectionName(context)}`, docs: output ? [] : docs, batchSize: size });
}

function isDatabaseWide({ body }: CommandContext): boolean {
  return wholeNumber(body["aggregate"]) === 1;
}

function compute(context: CommandContext, pipeline: Doc[], scope: Scope): Doc[] {
  const { rest, docs } = isDatabaseWide(context) ? generated(context, pipeline, scope) : fromCollection(context, pipeline);
  return compilePipeline(rest)(docs, { scope, fold: collationFold(context.body["collation"]), read: (name, filter) => readAll(context, name, filter ?? {}) });
}

/** Pipelines over no collection begin with a stage that makes documents. */
function generated(context: CommandContext, pipeline: Doc[], scope: Scope): { rest: Doc[]; docs: Doc[] } {
  const [first, ...rest] = pipeline;
  const name = first ? stageName(first) : "";
  if (first && name === "$documents") {
    const list = compileExpression(first["$documents"])(scope);
    if (!Array.isArray(list) || !list.every(isDoc)) throw new CommandError(5858203, "an array is expected for $documents, each of its elements an object");
    return { rest, docs: list.filter(isDoc) };
  }
  if (first && name === "$listLocalSessions" && !(isDoc(first[name]) && Object.keys(first[name]).length === 0)) throw new CommandError(238, "$listLocalSessions takes no options on this server");
  if (name === "$listLocalSessions") return { rest, docs: context.server.sessions.ids.map((id) => ({ _id: { id }, lastUse: new Date() })) };
  throw new CommandError(73, `{aggregate: 1} is not valid for '${name || "an empty pipeline"}'; a collection is required.`);
}

/** The first stages are a query as far as possible: a filter, an order and a limit can then use an index. */
function fromCollection(context: CommandContext, pipeline: Doc[]): { rest: Doc[]; docs: Doc[] } {
  const { body } = context;
  const first = pipeline[0] ? stageName(pipeline[0]) : "";
  if (FIRST_OR_LAST.has(first) && first !== "$merge" && first !== "$out") {
    const operand = pipeline[0]?.[first];
    checkOperand(first, operand);
    if (first === "$listLocalSessions" && isDoc(operand)) refuseUnknown(operand, first, ["allUsers", "users", "$_internalPredicate"]);
    if (first === "$indexStats") return { rest: pipeline.slice(1), docs: indexStatistics(context) };
    throw first !== "$collStats" ? new CommandError(73, `${first} is only valid as the first stage of a pipeline over a database`) : badValue("$collStats is not supported by this server");
  }
  compilePipeline(pipeline);
  const rest = pipeline.slice();
  const filter = isDoc(rest[0]?.["$match"]) ? rest.shift()?.["$match"] : {};
  const sort = isDoc(rest[0]?.["$sort"]) ? rest.shift()?.["$sort"] : undefined;
  const limit = rest[0] && "$limit" in rest[0] ? wholeNumber(rest.shift()?.["$limit"]) ?? 0 : 0;
  const condition = conditionOf({ filter, variables: body["let"], collation: body["collation"] });
  return { rest, docs: readDocuments(context, { name: collectionName(context), condition, sort: parseSort(sort), hint: body["hint"], limit }) };
}

function indexStatistics(context: CommandContext): Doc[] {
  const collection = findCollection(context);
  return [...(collection?.indexes.values() ?? [])].map(({ definition }): Doc => ({ name: definition.name, key: definition.key, host: context.server.address, accesses: { ops: 0, since: new Date(context.server.startedAt) } }));
}

