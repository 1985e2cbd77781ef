import type { EmulatorContext, EmulatorResponse } from "../emulator.ts";
import { listModelCalls, type StoredModelCall } from "../llm/chat.ts";
import { html } from "./html.ts";
import { chip, notFound, page, when } from "./layout.ts";

/** What the language model was asked, and what it made up. */
export function modelCallsPage(context: EmulatorContext): EmulatorResponse {
  const calls = listModelCalls(context).toReversed();
  const tokens = calls.reduce((sum, { usage }) => sum + usage.total_tokens, 0);
  const body = html`
    <h1>Model calls</h1>
    <p class="lead">${calls.length === 0 ? "What the product asks a language model." : `${calls.length} ${calls.length === 1 ? "call" : "calls"}, ${tokens} tokens together.`}</p>
    ${calls.length === 0 ? html`<p class="empty">No call yet.</p>` : html`<ul class="rows">${calls.slice(0, 200).map(
      (call) => html`<li><a class="row event" href="/model-calls/${call.id}">
        <span class="what"><strong>${question(call)}</strong><br><span class="quiet">${call.answer.slice(0, 160)}</span></span>
        <span>${call.finish_reason === "length" ? chip("slow", "Cut") : chip("good", `${call.usage.total_tokens} tokens`)}</span>
        <span class="at quiet">${when(context, new Date(call.received_at))}</span>
      </a></li>`,
    )}</ul>`}`;
  return page(context, { title: "Model calls", current: "/model-calls", body });
}

export function modelCallPage(context: EmulatorContext, id: string): EmulatorResponse {
  const call = listModelCalls(context).find((one) => one.id === id);
  if (!call) return notFound(context, "There is no such call. It may have gone with a reset.");
  const { prompt_tokens, completion_tokens } = call.usage;
  const body = html`
    <p class="back"><a href="/model-calls">All calls</a></p>
    <h1>${question(call)}</h1>
    <dl class="facts">
      <div><dt>Model</dt><dd>${call.model}</dd></div>
      <div><dt>Tokens</dt><dd>${prompt_tokens} asked, ${completion_tokens} answered${call.is_streamed ? ", streamed" : ""}</dd></div>
      <div><dt>Ended</dt><dd>${call.finish_reason === "length" ? "cut at the limit" : "by itself"}</dd></div>
      <div><dt>Received</dt><dd>${when(context, new Date(call.received_at))}</dd></div>
    </dl>
    ${call.messages.map(({ role, content }) => html`<h2>${role}</h2><pre class="text">${content}</pre>`)}
    <h2>answer</h2><pre class="text">${call.answer}</pre>`;
  return page(context, { title: "Model call", current: "/model-calls", body });
}

function question({ messages }: StoredModelCall): string {
  return (messages.findLast(({ role }) => role === "user") ?? messages.at(-1))?.content.slice(0, 120) ?? "";
}
