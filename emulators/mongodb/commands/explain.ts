import { CommandError } from "../errors.ts";
import { planQuery } from "../engine/plan.ts";
import type { Plan } from "../engine/plan.ts";
import { runQuery } from "../engine/query.ts";
import { parseSort } from "../engine/sort.ts";
import { wholeNumber } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc } from "../values/types.ts";
import { findCollection } from "./context.ts";
import type { Command, CommandContext } from "./context.ts";
import { conditionOf, rootScope } from "./filters.ts";
import { compilePipeline } from "../aggregate/pipeline.ts";
import { compileProjection } from "../aggregate/projection.ts";
import { aggregate } from "./aggregate.ts";
import { checkOutput } from "./aggregate-output.ts";
import { checkFields } from "./check-fields.ts";
import { count, distinct } from "./count-and-distinct.ts";
import { find, refuseUnsupported } from "./find.ts";

export const explain: Command = { run, fields: ["verbosity"] };

/** Which index a find, count, distinct, or the first $match of an aggregate, would use. */
function run(context: CommandContext): Doc {
  const command = context.body["explain"];
  if (!isDoc(command)) throw new CommandError(14, "explain needs a command");
  const name = Object.keys(command)[0] ?? "";
  const collectionName = command[name];
  if (!["find", "count", "distinct", "aggregate"].includes(name) || typeof collectionName !== "string") throw new CommandError(59, `Explain failed due to unknown command: ${name}`);
  if (!["queryPlanner", "executionStats", "allPlansExecution"].includes(String(context.body["verbosity"] ?? "allPlansExecution"))) throw new CommandError(2, "verbosity must be one of queryPlanner, executionStats and allPlansExecution");
  checkCommand(name, command, context.database);
  const stages = Array.isArray(command["pipeline"]) ? command["pipeline"].filter(isDoc) : [];
  const filter = command["filter"] ?? command["query"] ?? stages[0]?.["$match"] ?? {};
  const sort = command["sort"] ?? stages[1]?.["$sort"];
  const condition = conditionOf({ filter, variables: command["let"], collation: command["collation"] });
  const namespace = `${context.database}.${collectionName}`;
  const collection = findCollection(context, collectionName);
  if (collection?.options["viewOn"] !== undefined) throw new CommandError(238, "explain of a view is not supported by this server");
  const shape = collection && { ...condition, collection, sort: parseSort(sort), hint: command["hint"], limit: wholeNumber(command["limit"] ?? 0) ?? 0, skip: wholeNumber(command["skip"] ?? 0) ?? 0 };
  const winningPlan = shape ? stagesOf(planQuery({ ...shape, limit: shape.limit ? shape.limit + shape.skip : 0 }), shape.sort !== null) : { stage: "EOF" };
  const queryPlanner = { namespace, parsedQuery: condition.filter, winningPlan, rejectedPlans: [] };
  if (context.body["verbosity"] === "queryPlanner") return { explainVersion: "1", queryPlanner, command };
  const started = performance.now();
  const nReturned = shape ? runQuery({ ...shape, transaction: null }).length : 0;
  return { explainVersion: "1", queryPlanner, executionStats: { executionSuccess: true, nReturned, executionTimeMillis: Math.round(performance.now() - started) }, command };
}

/** What the command itself would refuse. */
function checkCommand(name: string, command: Doc, database: string): void {
  checkFields({ find, count, distinct, aggregate }[name] ?? explain, { name, body: command, database });
  if (name === "find") {
    refuseUnsupported(command);
    compileProjection(command["projection"], { scope: rootScope(command["let"]) });
  }
  const { pipeline = [] } = command;
  if (name !== "aggregate" || !Array.isArray(pipeline)) return;
  const last = pipeline.at(-1);
  const isOutput = isDoc(last) && ("$out" in last || "$merge" in last);
  if (isOutput) checkOutput(last);
  compilePipeline(isOutput ? pipeline.slice(0, -1) : pipeline);
}

function stagesOf(plan: Plan, isSorted: boolean): Doc {
  if (plan.kind === "choice") return sortedStage({ stage: "OR", inputStages: plan.plans.map((branch) => stagesOf(branch, false)) }, isSorted);
  if (plan.kind === "collection") return sortedStage({ stage: "COLLSCAN", direction: plan.direction === 1 ? "forward" : "backward" }, isSorted);
  const { definition, isMultikey } = plan.index;
  const scan = { stage: "IXSCAN", keyPattern: definition.key, indexName: definition.name, isMultiKey: isMultikey, isUnique: definition.unique, isPartial: definition.partialFilter !== null, direction: plan.direction === 1 ? "forward" : "backward" };
  return sortedStage({ stage: "FETCH", inputStage: scan }, isSorted && !plan.isSorted);
}

function sortedStage(inputStage: Doc, isSorted: boolean): Doc {
  return isSorted ? { stage: "SORT", inputStage } : inputStage;
}
