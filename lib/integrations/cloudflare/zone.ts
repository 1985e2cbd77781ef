import type { Env } from "@/lib/config/env";

export type ZoneAccess = NonNullable<Env["cloudflare"]>;

/** What Cloudflare says of the zone. */
export interface Zone {
  name: string;
  status: string;
  is_paused: boolean;
  settings: Record<string, string | number>;
  /** null where the token may not read it. */
  bot_fight: boolean | null;
  /** In which of them there are rules. */
  phases: string[];
}

/** Cloudflare did not answer as asked; `status` is null where no answer came. */
export class CloudflareError extends Error {
  readonly status: number | null;

  constructor(message: string, status: number | null) {
    super(`Cloudflare: ${message}${status ? ` (${status})` : ""}`);
    this.name = "CloudflareError";
    this.status = status;
  }
}

/** Those that infra/cloudflare has rules in. */
const phases = ["http_request_cache_settings", "http_request_firewall_custom", "http_ratelimit"];

/** https://developers.cloudflare.com/api/resources/zones/. Throws CloudflareError. */
export async function readZone(access: ZoneAccess, signal: AbortSignal): Promise<Zone> {
  const ask = <T>(path: string) => read<T>(access, path, signal);
  const optional = <T>(path: string) =>
    ask<T>(path).catch((error: unknown) => {
      if (error instanceof CloudflareError && (error.status === 403 || error.status === 404)) return null;
      throw error;
    });
  // The first alone, so that a refused key is one answer and not four.
  const zone = await ask<{ name: string; status: string; paused: boolean }>("");
  const [settings, bots, rules] = await Promise.all([
    ask<{ id: string; value: string | number }[]>("/settings"),
    optional<{ fight_mode?: boolean; sbfm_definitely_automated?: string }>("/bot_management"),
    Promise.all(phases.map(async (phase) => ((await optional<{ rules?: object[] }>(`/rulesets/phases/${phase}/entrypoint`))?.rules?.length ? [phase] : []))),
  ]);
  return {
    name: zone.name,
    status: zone.status,
    is_paused: zone.paused,
    settings: Object.fromEntries(settings.map(({ id, value }) => [id, value])),
    bot_fight: bots && (bots.fight_mode === true || bots.sbfm_definitely_automated === "block" || bots.sbfm_definitely_automated === "managed_challenge"),
    phases: rules.flat(),
  };
}

async function read<T>({ api_token, zone_id, api_url }: ZoneAccess, path: string, signal: AbortSignal): Promise<T> {
  const url = `${api_url}/zones/${zone_id}${path}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${api_token}` }, signal }).catch((error: unknown) => {
    throw new CloudflareError(error instanceof Error ? error.message : "no answer", null);
  });
  const body = (await answer.json().catch(() => null)) as { success?: boolean; result?: T; errors?: { message: string }[] } | null;
  if (!answer.ok || !body?.success || body.result === undefined) throw new CloudflareError(body?.errors?.[0]?.message ?? answer.statusText, answer.status);
  return body.result;
}
