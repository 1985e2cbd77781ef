import "server-only";
import type { Env } from "@/lib/config/env";
import { findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, fails, found, holds, latencyCheck, notLookedAt, type Probe, type ProbeOutcome } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";
import { askPage } from "./ask-page";
import { zoneRows } from "./check-zone";
import { CloudflareError, readZone, type Zone, type ZoneAccess } from "./zone";

/** Reads the zone where there is a token, and looks at the site from outside where Cloudflare is said to stand before it. */
export const cloudflareProbe: Probe = {
  service: "cloudflare",
  mode: ({ cloudflare, trusted_proxy }) => (cloudflare ? (cloudflare.is_emulated ? "emulated" : "live") : trusted_proxy.includes_cloudflare ? "live" : null),
  async ask({ env, signal }) {
    const [zone, site] = await Promise.all([
      env.cloudflare ? askZone(env.cloudflare, env, signal) : null,
      env.trusted_proxy.includes_cloudflare ? askSite(env) : null,
    ]);
    const skipped = zone ? [] : [notLookedAt("The zone is as it should be", "there is no CLOUDFLARE_API_TOKEN")];
    return { latency_ms: zone?.latency_ms ?? site?.latency_ms ?? null, checks: [...(zone?.checks ?? skipped), ...(site?.checks ?? [])] };
  },
};

async function askZone(access: ZoneAccess, { app_url, trusted_proxy }: Env, signal: AbortSignal): Promise<ProbeOutcome> {
  const started = performance.now();
  try {
    const zone = await readZone(access, signal);
    const latency_ms = Math.round(performance.now() - started);
    // The emulated zone stands before nothing.
    const isTrusted = access.is_emulated || trusted_proxy.includes_cloudflare;
    return {
      latency_ms,
      checks: [
        holds("Token accepted"),
        ...zoneChecks(zone, app_url),
        checkOf("Its word on visitors is believed", isTrusted ? null : found("cloudflare", "proxy_not_trusted")),
        latencyCheck("cloudflare", latency_ms),
      ],
    };
  } catch (error) {
    if (!(error instanceof CloudflareError)) throw error;
    return { latency_ms: null, checks: [fails("Token accepted", findingOf(error))] };
  }
}

function zoneChecks(zone: Zone, site: string): CheckResult[] {
  const { name, status, is_paused, settings } = zone;
  const others = zoneRows(zone).filter((row) => row.verdict === "bad" && row.name !== "SSL" && row.name !== "The zone is active");
  return [
    checkOf(
      "The zone is active",
      status === "active" && !is_paused ? null : found("cloudflare", "zone_inactive", { zone: name, status: is_paused ? "paused" : status }),
    ),
    checkOf("SSL is full (strict)", settings.ssl === "strict" ? null : found("cloudflare", "ssl_not_strict", { mode: String(settings.ssl) })),
    checkOf(
      "Rules and settings are those of infra/cloudflare",
      others.length === 0 ? null : found("cloudflare", "settings_differ", { site, names: others.map((row) => row.name.toLowerCase()).join(", ") }),
    ),
  ];
}

async function askSite({ app_url }: Env): Promise<ProbeOutcome> {
  const started = performance.now();
  const url = new URL("/api/health/integrations", app_url);
  const first = await askPage(url);
  const latency_ms = Math.round(performance.now() - started);
  const front = "Cloudflare answers for the site";
  if (first.status === 0) return { latency_ms: null, checks: [notLookedAt(front, "the site did not answer from here")] };
  if (!first.headers["cf-ray"]) return { latency_ms, checks: [fails(front, found("cloudflare", "not_in_front", { site: app_url }))] };
  const second = await askPage(url);
  return {
    latency_ms,
    checks: [holds(front), checkOf("/api/ is never kept", second.headers["cf-cache-status"] === "HIT" ? found("cloudflare", "api_cached") : null)],
  };
}

function findingOf({ status, message }: CloudflareError): Finding {
  if (status === 400 || status === 401 || status === 403) return found("cloudflare", "key_refused", { status });
  return findingOfAnswer("cloudflare", { status, reason: /ECONN\w+|ENOTFOUND/.exec(message)?.[0] });
}
