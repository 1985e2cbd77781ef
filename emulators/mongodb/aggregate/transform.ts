import { CommandError } from "../errors.ts";
import type { Doc } from "../values/types.ts";
import type { Scope } from "./expression.ts";
import { compilePipeline } from "./pipeline.ts";
import { stageName } from "./stage-name.ts";

const ALLOWED = new Set(["$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith"]);

/** An update that is written as a pipeline: only stages that make one document of one document. */
export function transformDocument(stages: Doc[], scope: Scope): (doc: Doc) => Doc {
  for (const stage of stages) {
    const name = stageName(stage);
    if (!ALLOWED.has(name)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
  const run = compilePipeline(stages);
  return (doc) => {
    const [result = doc] = run([doc], { scope, read: () => [] });
    return result;
  };
}
