import { keptSeconds } from "@/lib/http/caching";
import type { SiteRow } from "./check-site";
import { CloudflareError, readZone, type Zone, type ZoneAccess } from "./zone";

/** What no stranger can see: the zone's own settings, read with the token; rows that say so where there is none. */
export async function checkZone(access: ZoneAccess | null): Promise<SiteRow[]> {
  if (!access)
    return [{ name: "SSL, WAF, bot fight, rate limits", wanted: "as in infra/cloudflare", seen: "not asked: no CLOUDFLARE_API_TOKEN", verdict: "unseen" }];
  try {
    return zoneRows(await readZone(access, AbortSignal.timeout(8_000)));
  } catch (error) {
    if (!(error instanceof CloudflareError)) throw error;
    return [{ name: "The zone can be read", wanted: "yes", seen: error.message, verdict: "bad" }];
  }
}

/** Also what the probe goes by (probe.ts). */
export function zoneRows({ status, is_paused, settings, bot_fight, phases }: Zone): SiteRow[] {
  const phase = (name: string, wanted: string) => rowOf(name, "there are rules", phases.includes(wanted) ? "there are rules" : "none");
  return [
    rowOf("The zone is active", "active", is_paused ? "paused" : status),
    rowOf("SSL", "strict", settings.ssl),
    rowOf("Always use HTTPS", "on", settings.always_use_https),
    rowOf("Oldest TLS", "1.2", settings.min_tls_version, (value) => value === "1.2" || value === "1.3"),
    rowOf("Brotli is on", "on", settings.brotli),
    rowOf("Browser cache", String(keptSeconds.browser), settings.browser_cache_ttl),
    rowOf("Development mode", "off", settings.development_mode),
    rowOf("Bot fight", "on", bot_fight === null ? null : bot_fight ? "on" : "off"),
    phase("Cache rules", "http_request_cache_settings"),
    phase("Firewall rules", "http_request_firewall_custom"),
    phase("Rate limits", "http_ratelimit"),
  ];
}

function rowOf(name: string, wanted: string, value: string | number | null | undefined, isGood = (seen: string) => seen === wanted): SiteRow {
  if (value === null || value === undefined) return { name, wanted, seen: "the token may not read it", verdict: "unseen" };
  return { name, wanted, seen: String(value), verdict: isGood(String(value)) ? "good" : "bad" };
}
