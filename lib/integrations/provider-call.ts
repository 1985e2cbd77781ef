import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { scrub } from "@/lib/core/scrub";
import { log } from "@/lib/log/log";
import { notePassedCall, runAsSegment } from "./monitoring/note-call";
import { rememberCall } from "./provider-history";

export type Provider = "stripe" | "resend" | "cloudinary" | "mixpanel" | "sentry" | "newrelic" | "llm" | "cloudflare";

export interface ProviderCall {
  provider: Provider;
  /** What we want of it, in our words: "createSessionPayment". */
  operation: string;
  /** Which things of ours and theirs it is about. Ids and figures, never a document. */
  ids?: Record<string, string | number | null | undefined>;
  /** The how manieth try of the same thing this is. */
  attempt?: number;
}

export interface CallOutcome extends ProviderCall {
  attempt: number;
  ms: number;
  /** "ok", the status of the refusal, or "no answer". */
  status: number | "ok" | "no answer";
  /** What the provider said, where it refused. */
  reason: string | null;
  at: Date;
}

/**
 * Every call of a provider goes through here: what it was, how long it took and how it ended is known to the log
 * (LOG_INTEGRATIONS=debug), to the history that the status page reads, and to Sentry and New Relic. Adds nothing to what the
 * call answers or throws, and no waiting.
 */
export async function callProvider<T>(call: ProviderCall, work: () => Promise<T>): Promise<T> {
  const at = clockNow();
  const started = performance.now();
  const finish = (status: CallOutcome["status"], reason: string | null) => finished({ ...call, attempt: call.attempt ?? 1, ms: Math.round(performance.now() - started), status, reason, at });
  try {
    const answer = await runAsSegment(`${call.provider}.${call.operation}`, work);
    finish("ok", null);
    return answer;
  } catch (error) {
    finish(statusOf(error) ?? "no answer", error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Watching must not break what it watches. */
function finished(outcome: CallOutcome): void {
  try {
    const clean = scrub(outcome);
    rememberCall(clean);
    notePassedCall(clean);
    if (env().logs_integrations) {
      const { provider, operation, ids, ms, status, attempt, reason } = clean;
      log()[status === "ok" ? "info" : "warn"]({ provider, operation, ...(ids && { ids }), ms, status, attempt, ...(reason && { reason }) }, "provider call");
    }
  } catch (error) {
    log().warn({ err: error }, "a provider call was not noted");
  }
}

/** Each SDK names it otherwise; what has none got no answer. */
function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null) return null;
  const { status, statusCode, http_code } = error as { status?: unknown; statusCode?: unknown; http_code?: unknown };
  return [status, statusCode, http_code].find((value) => typeof value === "number") ?? null;
}
