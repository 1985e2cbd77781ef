import "server-only";
import { connectionReason, findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, clockCheck, fails, found, holds, latencyCheck, notLookedAt, type Probe } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";

interface Models {
  data?: { id: string }[];
  error?: { code?: string; type?: string };
}

/** Asks for the list of models, which costs nothing. An endpoint without such a list has at least answered. */
export const llmProbe: Probe = {
  service: "llm",
  mode: ({ llm }) => (llm ? (llm.is_emulated ? "emulated" : "live") : null),
  async ask({ env, machineNow, signal }) {
    if (!env.llm) throw new Error("asked without a key");
    const { api_key, base_url, model } = env.llm;
    const started = performance.now();
    const answer = await fetch(`${base_url}/models`, { headers: { authorization: `Bearer ${api_key}` }, signal }).catch((error: unknown) =>
      connectionReason(error),
    );
    if (typeof answer === "string") return { latency_ms: null, checks: [fails("Key accepted", findingOfAnswer("llm", { status: null, reason: answer }))] };
    const latency_ms = Math.round(performance.now() - started);
    const body = (await answer.json().catch(() => ({}))) as Models;
    const finding = findingOf(answer.status, body);
    const rest = [clockCheck("llm", answer.headers.get("date") ?? undefined, machineNow()), latencyCheck("llm", latency_ms)];
    return { latency_ms, checks: [finding ? fails("Key accepted", finding) : holds("Key accepted"), ...(finding ? [] : [modelCheck(model, body)]), ...rest] };
  },
};

function modelCheck(model: string, { data }: Models): CheckResult {
  const name = "It has our model";
  if (!data?.length) return notLookedAt(name, "the endpoint lists none");
  const ids = data.map(({ id }) => id);
  return checkOf(name, ids.includes(model) ? null : found("llm", "model_unknown", { model, count: ids.length, some: ids.slice(0, 3).join(", ") }));
}

function findingOf(status: number, { error }: Models): Finding | null {
  if (status === 200 || status === 404 || status === 405) return null;
  if (status === 401 || status === 403) return found("llm", "key_refused", { status });
  if (status === 402 || error?.code === "insufficient_quota" || error?.type === "insufficient_quota") return found("llm", "quota_exceeded");
  return findingOfAnswer("llm", { status });
}
