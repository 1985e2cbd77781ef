import "server-only";
import { connectionReason, findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, clockCheck, fails, found, holds, latencyCheck, notLookedAt, type Probe } from "@/lib/probes/check";
import type { Finding } from "@/lib/probes/schema";

/**
 * Sends an empty report of what was dropped (a "client report"), which Sentry takes like an error and counts to nobody's quota.
 * https://develop.sentry.dev/sdk/telemetry/client-reports/
 */
export const sentryProbe: Probe = {
  service: "sentry",
  mode: ({ sentry }) => (sentry ? (sentry.is_emulated ? "emulated" : "live") : null),
  async ask({ env, now, machineNow, signal }) {
    if (!env.sentry) throw new Error("asked without a DSN");
    const { url, key } = addressOf(env.sentry.dsn);
    const body = [{}, { type: "client_report" }, { timestamp: now.toISOString(), discarded_events: [] }].map((line) => JSON.stringify(line)).join("\n");
    const headers = {
      "content-type": "application/x-sentry-envelope",
      "x-sentry-auth": `Sentry sentry_version=7, sentry_client=maestrohub-probe/1.0, sentry_key=${key}`,
    };
    const started = performance.now();
    const answer = await fetch(url, { method: "POST", headers, body, signal }).catch((error: unknown) => connectionReason(error));
    if (typeof answer === "string")
      return { latency_ms: null, checks: [fails("Key and project accepted", findingOfAnswer("sentry", { status: null, reason: answer }))] };
    const latency_ms = Math.round(performance.now() - started);
    const words = await answer.text();
    const finding = findingOf(answer.status, words);
    const limited = /(^|[;:])error([;:]|$)/.test(answer.headers.get("x-sentry-rate-limits") ?? "");
    return {
      latency_ms,
      checks: [
        finding ? fails("Key and project accepted", finding) : holds("Key and project accepted"),
        finding ? notLookedAt("Errors are taken", "the key was not") : checkOf("Errors are taken", limited ? found("sentry", "quota_exceeded") : null),
        clockCheck("sentry", answer.headers.get("date") ?? undefined, machineNow()),
        latencyCheck("sentry", latency_ms),
      ],
    };
  },
};

/** https://key@host/path/project is /path/api/project/envelope/ there. */
function addressOf(dsn: string): { url: string; key: string } {
  const { protocol, username, host, pathname } = new URL(dsn);
  const parts = pathname.split("/");
  const project = parts.pop() ?? "";
  return { url: `${protocol}//${host}${parts.join("/")}/api/${project}/envelope/`, key: username };
}

function findingOf(status: number, words: string): Finding | null {
  if (status === 200) return null;
  if (status === 429) return found("sentry", "quota_exceeded");
  if (status === 404 || /ProjectId|project/i.test(words)) return found("sentry", "project_wrong", { status });
  if (status === 401 || status === 403) return found("sentry", "key_refused", { status });
  return findingOfAnswer("sentry", { status });
}
