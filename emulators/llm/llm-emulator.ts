import { z } from "zod";
import { readJson } from "../control.ts";
import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { keepReceived } from "../received.ts";
import type { AnswerRule } from "./answer.ts";
import { complete } from "./chat.ts";
import { faultAnswer, LlmRefusal, refusalAnswer } from "./errors.ts";
import { models, readChatRequest } from "./request.ts";

/**
 * A language model behind OpenAI's interface, at /llm/v1: chats and the list of models. It knows nothing, and says the same
 * to the same question. Control: answers {contains, answer} has it say something in particular.
 */
export function createLlmEmulator(context: EmulatorContext): Emulator {
  let rules: AnswerRule[] = [];

  function answer(request: EmulatorRequest): EmulatorResponse {
    requireKey(request);
    const path = request.url.pathname.slice("/llm/v1".length);
    const asked = `${request.method} ${path}`;
    const model = /^GET \/models\/([\w.-]+)$/.exec(asked)?.[1];
    if (asked === "GET /models") return { status: 200, body: { object: "list", data: models.map(modelView) } };
    if (model && models.includes(model)) return { status: 200, body: modelView(model) };
    if (model) throw new LlmRefusal(404, `The model '${model}' does not exist`, { code: "model_not_found", param: "model" });
    if (asked !== "POST /chat/completions")
      throw new LlmRefusal(404, `Unknown request URL: ${asked}. Please check the URL for typos.`, { code: "unknown_url" });
    keepReceived(context, { emulator: "llm", path, text: request.body.toString("utf8") });
    return complete(context, readChatRequest(request.body), rules);
  }

  return {
    name: "llm",
    handles: (pathname) => pathname.startsWith("/llm/"),
    async respond(request) {
      try {
        return answer(request);
      } catch (error) {
        if (error instanceof LlmRefusal) return refusalAnswer(error);
        throw error;
      }
    },
    faultResponse: faultAnswer,
    reset: () => void (rules = []),
    async control(path, request) {
      if (path !== "answers" || request.method !== "POST") return null;
      rules = [...rules, z.strictObject({ contains: z.string().min(1), answer: z.string() }).parse(readJson(request.body))];
      return { status: 200, body: { rules: rules.length } };
    },
  };
}

function requireKey({ headers }: EmulatorRequest): void {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  if (!key) throw new LlmRefusal(401, "You didn't provide an API key.");
  if (!/^sk-[\w-]+$/.test(key)) throw new LlmRefusal(401, "Incorrect API key provided.", { code: "invalid_api_key" });
}

function modelView(id: string): object {
  return { id, object: "model", created: 1_700_000_000, owned_by: "emulator" };
}
