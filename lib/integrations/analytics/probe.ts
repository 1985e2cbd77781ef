import "server-only";
import type { Env } from "@/lib/config/env";
import { connectionReason, findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, clockCheck, fails, found, holds, latencyCheck, type Probe } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";

type Config = NonNullable<Env["mixpanel"]>;

/** Sends an empty list of events: Mixpanel answers and counts nothing. It takes any token, so that one is looked at for its shape. */
export const mixpanelProbe: Probe = {
  service: "mixpanel",
  mode: ({ mixpanel }) => (mixpanel ? (mixpanel.is_emulated ? "emulated" : "live") : null),
  async ask({ env, machineNow, signal }) {
    const config = env.mixpanel;
    if (!config) throw new Error("asked without a token");
    const started = performance.now();
    const answer = await fetch(`${config.api_url}/track?verbose=1`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "[]",
      signal,
    }).catch((error: unknown) => connectionReason(error));
    if (typeof answer === "string")
      return { latency_ms: null, checks: [tokenCheck(config), fails("Takes events", findingOfAnswer("mixpanel", { status: null, reason: answer }))] };
    const latency_ms = Math.round(performance.now() - started);
    const finding = findingOf(answer.status);
    return {
      latency_ms,
      checks: [
        tokenCheck(config),
        finding ? fails("Takes events", finding) : holds("Takes events"),
        clockCheck("mixpanel", answer.headers.get("date") ?? undefined, machineNow()),
        latencyCheck("mixpanel", latency_ms),
      ],
    };
  },
};

function tokenCheck({ token, is_emulated }: Config): CheckResult {
  return checkOf(
    "The token has the shape of one",
    is_emulated || /^[0-9a-f]{32}$/i.test(token) ? null : found("mixpanel", "token_malformed", { length: token.length }),
  );
}

/** That an empty list is refused as empty (400) shows that events are taken. */
function findingOf(status: number): Finding | null {
  if (status === 200 || status === 400) return null;
  if (status === 401 || status === 403) return found("mixpanel", "key_refused", { status });
  return findingOfAnswer("mixpanel", { status });
}
