import "server-only";
import { Agent } from "node:http";
import type { Env } from "@/lib/config/env";
import { findNewestAt } from "@/lib/images/store";
import { connectionReason, findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, fails, found, holds, latencyCheck, notLookedAt, type Probe } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";

type Config = NonNullable<Env["cloudinary"]>;

interface Ping {
  rate_limit_allowed?: number;
  rate_limit_remaining?: number;
}
interface Usage {
  credits?: { used_percent?: number };
}

const nearlyPercent = 90;

/** Asks for a ping and the month's usage, and looks at the newest picture as a browser does: nothing is uploaded. */
export const cloudinaryProbe: Probe = {
  service: "cloudinary",
  mode: ({ cloudinary }) => (cloudinary ? (cloudinary.upload_prefix ? "emulated" : "live") : null),
  async ask({ env, signal }) {
    const config = env.cloudinary;
    if (!config) throw new Error("asked without keys");
    const { sdk, options } = await clientOf(config);
    const started = performance.now();
    try {
      const ping = (await sdk.api.ping(options)) as Ping;
      const latency_ms = Math.round(performance.now() - started);
      const [usage, delivery] = await Promise.all([usageCheck(sdk.api.usage(options) as Promise<Usage>), deliveryCheck(signal)]);
      return { latency_ms, checks: [holds("Key and secret accepted"), usage, callsCheck(ping), delivery, latencyCheck("cloudinary", latency_ms)] };
    } catch (error) {
      return { latency_ms: null, checks: [fails("Key and secret accepted", findingOf(error))] };
    }
  },
};

async function clientOf({ cloud_name, api_key, api_secret, upload_prefix }: Config) {
  const { v2: sdk } = await import("cloudinary");
  return { sdk, options: { cloud_name, api_key, api_secret, timeout: 4_500, ...(upload_prefix && { upload_prefix, agent: new Agent() }) } };
}

async function usageCheck(asked: Promise<Usage>): Promise<CheckResult> {
  const name = "Credits are left";
  const usage = await asked.catch(() => null);
  const percent = usage?.credits?.used_percent;
  if (percent === undefined) return notLookedAt(name, "the plan does not say");
  const rounded = { percent: Math.round(percent) };
  return checkOf(
    name,
    percent >= 100 ? found("cloudinary", "quota_exceeded", rounded) : percent >= nearlyPercent ? found("cloudinary", "quota_near", rounded) : null,
  );
}

function callsCheck({ rate_limit_allowed: limit, rate_limit_remaining: remaining }: Ping): CheckResult {
  const name = "Calls are left in this hour";
  if (!limit || remaining === undefined) return notLookedAt(name, "the answer does not say");
  return checkOf(name, remaining < limit / 20 ? found("cloudinary", "calls_near", { limit, remaining }) : null);
}

async function deliveryCheck(signal: AbortSignal): Promise<CheckResult> {
  const name = "Stored pictures are shown";
  const picture = await findNewestAt("cloudinary").catch(() => null);
  if (!picture) return notLookedAt(name, "there is none yet");
  const answer = await fetch(picture.url, { method: "HEAD", signal }).catch(() => null);
  if (!answer) return notLookedAt(name, "the picture’s address did not answer");
  const reason = answer.headers.get("x-cld-error") ?? answer.statusText;
  return checkOf(name, answer.ok ? null : found("cloudinary", "not_delivered", { status: answer.status, reason }));
}

/** The SDK rejects with an error, with its body, or with a body around its body. */
function findingOf(cause: unknown): Finding {
  const outer = typeof cause === "object" && cause !== null && "error" in cause ? cause.error : cause;
  const { message, http_code } = (typeof outer === "object" && outer !== null ? outer : {}) as { message?: unknown; http_code?: unknown };
  const status = typeof http_code === "number" ? http_code : null;
  if (status === 401 && String(message).includes("secret")) return found("cloudinary", "secret_wrong");
  if (status === 401 || status === 403 || status === 404) return found("cloudinary", "key_refused", { status });
  // Cloudinary's own number for too many calls.
  if (status === 420) return found("cloudinary", "rate_limited", { status });
  return findingOfAnswer("cloudinary", { status, reason: connectionReason(outer) });
}
