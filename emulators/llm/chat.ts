import { createHash } from "node:crypto";
import type { EmulatorContext, EmulatorResponse } from "../emulator.ts";
import { keepNewest } from "../keep-newest.ts";
import { answerTo, tokensIn, type AnswerRule } from "./answer.ts";
import type { ChatRequest } from "./request.ts";

/** A call of the model and what it was told. */
export interface StoredModelCall {
  id: string;
  model: string;
  messages: { role: string; content: string }[];
  answer: string;
  finish_reason: "stop" | "length";
  usage: Usage;
  is_streamed: boolean;
  received_at: string;
}

interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** POST /chat/completions: https://platform.openai.com/docs/api-reference/chat */
export function complete(context: EmulatorContext, request: ChatRequest, rules: AnswerRule[]): EmulatorResponse {
  const call = think(context, request, rules);
  keepNewest(context.store, "llm.calls", call, 1_000);
  if (request.stream)
    return { status: 200, headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" }, body: streamed(call, request) };
  const message = { role: "assistant", content: call.answer, refusal: null, annotations: [] };
  return {
    status: 200,
    body: { ...frame(call, "chat.completion"), choices: [{ index: 0, message, logprobs: null, finish_reason: call.finish_reason }], usage: call.usage },
  };
}

export function listModelCalls(context: EmulatorContext): StoredModelCall[] {
  return context.store.list<StoredModelCall>("llm.calls");
}

function think(context: EmulatorContext, request: ChatRequest, rules: AnswerRule[]): StoredModelCall {
  const { model, messages, stream, max_tokens, max_completion_tokens } = request;
  const whole = answerTo(request, rules);
  const limit = max_completion_tokens ?? max_tokens ?? Infinity;
  const isCut = tokensIn(whole) > limit;
  const answer = isCut ? whole.slice(0, limit * 4) : whole;
  const prompt_tokens = messages.reduce((sum, { content }) => sum + tokensIn(content) + 4, 2);
  const completion_tokens = tokensIn(answer);
  const received_at = context.now().toISOString();
  return {
    id: `chatcmpl-${createHash("sha256")
      .update(`${received_at}${JSON.stringify(messages)}${listModelCalls(context).length}`)
      .digest("base64url")
      .slice(0, 29)}`,
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    answer,
    finish_reason: isCut ? "length" : "stop",
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
    is_streamed: stream ?? false,
    received_at,
  };
}

/** Word by word as server-sent events; the figures in a last chunk of their own where they were asked for. */
async function* streamed(call: StoredModelCall, { stream_options }: ChatRequest): AsyncGenerator<string> {
  const isCounted = stream_options?.include_usage ?? false;
  const event = (parts: object) => `data: ${JSON.stringify({ ...frame(call, "chat.completion.chunk"), ...(isCounted && { usage: null }), ...parts })}\n\n`;
  const choice = (delta: object, finish_reason: string | null = null) => event({ choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
  yield choice({ role: "assistant", content: "", refusal: null });
  for (const word of call.answer.match(/\S*\s*/g)?.filter((piece) => piece !== "") ?? []) yield choice({ content: word });
  yield choice({}, call.finish_reason);
  if (isCounted) yield event({ choices: [], usage: call.usage });
  yield "data: [DONE]\n\n";
}

function frame({ id, model, received_at }: StoredModelCall, object: string) {
  return { id, object, created: Math.floor(Date.parse(received_at) / 1_000), model, service_tier: "default", system_fingerprint: "fp_emulator" };
}
