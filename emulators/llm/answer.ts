import { createHash } from "node:crypto";
import type { ChatRequest } from "./request.ts";

/** A rule of the control: where what was asked contains this, answer that. The newest rule goes first. */
export interface AnswerRule {
  contains: string;
  answer: string;
}

/**
 * The same question gets the same answer, in this process and the next. What was asked for as JSON is JSON of that shape,
 * with made-up contents; anything else is a sentence that says what it answers.
 */
export function answerTo({ messages, response_format }: ChatRequest, rules: AnswerRule[]): string {
  const asked = messages.map(({ content }) => content).join("\n");
  const rule = rules.findLast(({ contains }) => asked.includes(contains));
  if (rule) return rule.answer;
  const seed = createHash("sha256").update(JSON.stringify(messages)).digest("hex");
  if (response_format?.type === "json_schema") return JSON.stringify(valueOf(response_format.json_schema.schema, "value", seed));
  const last = messages.findLast(({ role }) => role === "user")?.content ?? asked;
  const sentence = `An emulated answer (${seed.slice(0, 8)}) to: ${last.slice(0, 200).replaceAll(/\s+/g, " ").trim()}`;
  return response_format?.type === "json_object" ? JSON.stringify({ answer: sentence }) : sentence;
}

/** A language model's own pieces of text are not known here; four characters each is the usual estimate. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / 4);
}

interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  minItems?: number;
  minimum?: number;
}

function valueOf(schema: JsonSchema, name: string, seed: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[parseInt(seed.slice(0, 8), 16) % schema.enum.length];
  if (schema.anyOf?.[0]) return valueOf(schema.anyOf[0], name, seed);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, valueOf(inner, key, seed)]));
    case "array":
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, (_, index) => valueOf(schema.items ?? { type: "string" }, `${name} ${index + 1}`, seed));
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 0, parseInt(seed.slice(0, 2), 16) % 10);
    case "boolean":
      return parseInt(seed.slice(0, 2), 16) % 2 === 0;
    case "null":
      return null;
    default:
      return `Emulated ${name.replaceAll("_", " ")} ${seed.slice(0, 4)}`;
  }
}
