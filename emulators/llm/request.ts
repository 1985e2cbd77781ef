import { z } from "zod";
import { LlmRefusal } from "./errors.ts";

/** Models that are known here; another one is refused as a provider refuses one that it has not. */
export const models = ["gpt-4o-mini", "gpt-4o", "gpt-4.1-mini", "gpt-4.1"];

/** Text in one piece or in several; pictures and sound are not emulated. */
const content = z.union([
  z.string(),
  z.array(z.strictObject({ type: z.literal("text"), text: z.string() })).transform((parts) => parts.map(({ text }) => text).join("")),
]);
const shape = z.strictObject({
  model: z.string(),
  messages: z.array(z.strictObject({ role: z.enum(["developer", "system", "user", "assistant"]), content, name: z.string().optional() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() }).nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  user: z.string().optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
  store: z.boolean().nullish(),
  response_format: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("text") }),
      z.strictObject({ type: z.literal("json_object") }),
      z.strictObject({
        type: z.literal("json_schema"),
        json_schema: z.strictObject({
          name: z.string().regex(/^[\w-]{1,64}$/),
          description: z.string().optional(),
          strict: z.boolean().nullish(),
          schema: z.looseObject({}),
        }),
      }),
    ])
    .optional(),
});

export type ChatRequest = z.output<typeof shape>;

/** What a chat may ask for here. Whatever else the real one takes (tools, logprobs, sound) is refused by name, not left out. */
export function readChatRequest(body: Buffer): ChatRequest {
  const result = shape.safeParse(parseJson(body));
  if (!result.success) throw refusalOf(result.error.issues[0]);
  const { model, response_format, messages } = result.data;
  if (!models.includes(model)) throw new LlmRefusal(404, `The model \`${model}\` does not exist or you do not have access to it.`, { code: "model_not_found" });
  if (response_format?.type === "json_object" && !messages.some(({ content }) => /json/i.test(content))) {
    throw new LlmRefusal(400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", { param: "messages" });
  }
  return result.data;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new LlmRefusal(400, "We could not parse the JSON body of your request.");
  }
}

function refusalOf(issue: z.core.$ZodIssue | undefined): LlmRefusal {
  if (issue?.code === "unrecognized_keys") {
    return new LlmRefusal(400, `Unrecognized request argument supplied: ${issue.keys.join(", ")} (or not emulated).`, { param: issue.keys[0] });
  }
  const param = issue?.path.join(".") ?? null;
  return new LlmRefusal(400, `Invalid value for '${param}': ${issue?.message}`, { param });
}
