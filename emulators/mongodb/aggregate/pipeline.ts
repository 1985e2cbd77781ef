import { CommandError } from "../errors.ts";
import type { Fold } from "../values/key.ts";
import { isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import type { Scope } from "./expression.ts";
import { checkOperand, stageName } from "./stage-name.ts";
import { documentStages } from "./stages/documents.ts";
import { groupingStages } from "./stages/grouping.ts";
import { joiningStages } from "./stages/joining.ts";
import { windowStages } from "./stages/windows.ts";

/** What a pipeline needs of the database around it. */
export interface PipelineContext {
  scope: Scope;
  fold?: Fold | undefined;
  /** The documents of another collection of the same database that a filter lets through. */
  read: (collection: string, filter: Doc | null) => Doc[];
}

/** Documents in, documents out. Everything that can be said of a stage without documents is checked when it is compiled. */
export type Stage = (docs: Doc[], context: PipelineContext) => Doc[];
export type StageCompiler = (operand: Value, compile: (stages: Value) => Stage) => Stage;

export const STAGES: Record<string, StageCompiler> = { ...documentStages, ...groupingStages, ...joiningStages, ...windowStages };

export function compilePipeline(stages: Value): Stage {
  if (!Array.isArray(stages) || !stages.every(isDoc)) throw new CommandError(14, "'pipeline' option must be specified as an array of objects");
  const compiled = stages.map(compileStage);
  return (docs, context) => compiled.reduce((current, stage) => stage(current, context), docs);
}

function compileStage(stage: Doc): Stage {
  const name = stageName(stage);
  const compiler = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compiler) return compiler(stage[name], compilePipeline);
  checkOperand(name, stage[name]);
  if (name === "$out" || name === "$merge") throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
  if (FIRST_OR_LAST.has(name)) throw new CommandError(40602, `${name} is only valid as the first stage in a pipeline`);
  throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** For what is checked of a pipeline before it is compiled. */
export function requireStage(stage: Doc): void {
  const name = stageName(stage);
  if (!Object.hasOwn(STAGES, name) && !FIRST_OR_LAST.has(name)) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** Stages that the aggregate command itself runs, at a pipeline's beginning or end. */
export const FIRST_OR_LAST = new Set(["$documents", "$listLocalSessions", "$collStats", "$indexStats", "$merge", "$out"]);
