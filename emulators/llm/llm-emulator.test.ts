import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorContext } from "../emulator.ts";
import { listReceived } from "../received.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { listModelCalls } from "./chat.ts";
import { createLlmEmulator } from "./llm-emulator.ts";

let running: RunningEmulators;
let context: EmulatorContext;
let openai: OpenAI;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(given) => createLlmEmulator((context = given))] });
  openai = client();
});
afterAll(() => running.close());
beforeEach(() => control("reset", {}));

const client = (apiKey = "sk-emulator") => new OpenAI({ apiKey, baseURL: `${running.url}/llm/v1`, maxRetries: 0 });
const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const question = {
  model: "gpt-4o-mini",
  messages: [
    { role: "system" as const, content: "Be brief." },
    { role: "user" as const, content: "Make this headline kinder." },
  ],
};
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

describe("a chat through the real SDK", () => {
  it("is answered with figures, and the same question in the same words", async () => {
    const [first, second] = [await openai.chat.completions.create(question), await openai.chat.completions.create(question)];
    expect(first).toMatchObject({
      object: "chat.completion",
      model: "gpt-4o-mini",
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", refusal: null } }],
    });
    expect(first.choices[0]?.message.content).toContain("Make this headline kinder.");
    expect(second.choices[0]?.message.content).toBe(first.choices[0]?.message.content);
    expect(second.id).not.toBe(first.id);
    expect(first.usage?.total_tokens).toBe((first.usage?.prompt_tokens ?? 0) + (first.usage?.completion_tokens ?? 0));
    const other = await openai.chat.completions.create({ ...question, messages: [{ role: "user", content: "And this one?" }] });
    expect(other.choices[0]?.message.content).not.toBe(first.choices[0]?.message.content);
    expect(listModelCalls(context)).toMatchObject([{ model: "gpt-4o-mini", messages: question.messages, is_streamed: false, usage: first.usage }, {}, {}]);
    expect(listReceived(context)).toHaveLength(3);
  });

  it("is streamed word by word to the same text, with the figures at the end where they are wanted", async () => {
    const whole = (await openai.chat.completions.create(question)).choices[0]?.message.content;
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of await openai.chat.completions.create({ ...question, stream: true, stream_options: { include_usage: true } })) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe(whole);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    const final = await openai.chat.completions.stream(question).finalContent();
    expect(final).toBe(whole);
  });

  it("is JSON of the shape that was asked for", async () => {
    const schema = {
      type: "object",
      properties: {
        verdict: { type: "string", enum: ["kind", "unkind"] },
        reasons: { type: "array", items: { type: "string" } },
        score: { type: "integer" },
        is_sure: { type: "boolean" },
      },
      required: ["verdict", "reasons", "score", "is_sure"],
      additionalProperties: false,
    };
    const answer = await openai.chat.completions.create({
      ...question,
      response_format: { type: "json_schema", json_schema: { name: "judgement", strict: true, schema } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toEqual({
      verdict: expect.stringMatching(/^(un)?kind$/),
      reasons: [expect.any(String)],
      score: expect.any(Number),
      is_sure: expect.any(Boolean),
    });
  });

  it("is cut where it would be too long, and says so", async () => {
    const answer = await openai.chat.completions.create({ ...question, max_completion_tokens: 2 });
    expect(answer).toMatchObject({ choices: [{ finish_reason: "length" }], usage: { completion_tokens: 2 } });
  });

  it("says what the control told it to", async () => {
    await control("llm/answers", { contains: "headline", answer: "Piano, with patience" });
    expect((await openai.chat.completions.create(question)).choices[0]?.message.content).toBe("Piano, with patience");
    await control("reset", {});
    expect((await openai.chat.completions.create(question)).choices[0]?.message.content).not.toBe("Piano, with patience");
  });
});

describe("refusals, in the provider's words", () => {
  it.each([
    ["an unknown model", { model: "gpt-9" }, 404, "model_not_found"],
    ["no messages", { messages: [] }, 400, null],
    ["a role that is none", { messages: [{ role: "boss", content: "x" }] }, 400, null],
    ["a picture", { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "x" } }] }] }, 400, null],
    ["tools, which are not emulated", { tools: [] }, 400, null],
    ["JSON that nobody spoke of", { response_format: { type: "json_object" } }, 400, null],
  ])("%s is refused, and nothing is kept of it", async (_title, change, status, code) => {
    const error = await failureOf(openai.chat.completions.create({ ...question, ...change } as typeof question));
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status, code });
    expect(listModelCalls(context)).toEqual([]);
  });

  it("a wrong key is 401; a used up quota is 429 and a failure 500, as faults", async () => {
    expect(await failureOf(client("emergent").chat.completions.create(question))).toBeInstanceOf(OpenAI.AuthenticationError);
    await control("faults", { emulator: "llm", kind: "status", status: 429 });
    expect(await failureOf(openai.chat.completions.create(question))).toMatchObject({ status: 429, code: "insufficient_quota" });
    await control("faults", { emulator: "llm", kind: "status", status: 500 });
    expect(await failureOf(openai.chat.completions.create(question))).toBeInstanceOf(OpenAI.InternalServerError);
  });

  it("the models are listed", async () => {
    expect((await openai.models.list()).data.map(({ id }) => id)).toContain("gpt-4o-mini");
    expect((await openai.models.retrieve("gpt-4o-mini")).id).toBe("gpt-4o-mini");
    expect(await failureOf(openai.models.retrieve("gpt-9"))).toMatchObject({ status: 404 });
  });
});
