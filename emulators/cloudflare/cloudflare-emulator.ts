import { z } from "zod";
import { readJson } from "../control.ts";
import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";

const base = "/cloudflare/client/v4";
export const emulatedZone = "023e105f4ecef8ad9ca31a8372d0c353";

/** As infra/cloudflare leaves a zone. */
const settings: Record<string, string | number> = {
  ssl: "strict",
  always_use_https: "on",
  brotli: "on",
  browser_cache_ttl: 14_400,
  min_tls_version: "1.2",
  development_mode: "off",
};
const phases = ["http_request_cache_settings", "http_request_firewall_custom", "http_ratelimit"];

const state = z.strictObject({
  settings: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  zone_status: z.enum(["active", "pending", "moved"]).optional(),
  is_paused: z.boolean().optional(),
  bot_fight: z.boolean().optional(),
  phases: z.array(z.string()).optional(),
});

/**
 * What Cloudflare's API tells of a zone, for the token "cf_…": https://developers.cloudflare.com/api/resources/zones/. It is read only;
 * POST /_control/cloudflare {settings, zone_status, is_paused, bot_fight, phases} changes what it tells. The edge is edge.ts.
 */
export function createCloudflareEmulator(context: EmulatorContext): Emulator {
  const told = () => context.store.get<z.infer<typeof state>>("cloudflare.state", "zone") ?? {};
  const tell = (result: object): EmulatorResponse => ({ status: 200, body: { success: true, errors: [], messages: [], result } });

  async function respond({ method, url, headers }: EmulatorRequest): Promise<EmulatorResponse> {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
    if (!/^[\w-]{8,}$/.test(token)) return refusal(400, 6_003, "Invalid request headers");
    if (!token.startsWith("cf_")) return refusal(403, 9_109, "Invalid access token");
    const [noun, id, ...rest] = url.pathname.slice(base.length + 1).split("/");
    if (method !== "GET" || noun !== "zones") return refusal(404, 7_003, "Could not route to the requested path.");
    if (id !== emulatedZone) return refusal(403, 9_109, "Unauthorized to access requested resource");
    const now = told();
    switch (rest.join("/")) {
      case "":
        return tell({ id, name: "maestrohub.example", status: now.zone_status ?? "active", paused: now.is_paused ?? false, plan: { legacy_id: "free" } });
      case "settings":
        return tell(Object.entries({ ...settings, ...now.settings }).map(([name, value]) => ({ id: name, value, editable: true })));
      case "bot_management":
        return tell({ fight_mode: now.bot_fight ?? true, enable_js: false });
      case "rulesets":
        return tell((now.phases ?? phases).map((phase) => ({ id: phase, kind: "zone", phase, name: phase })));
      default:
        return refusal(404, 7_003, "Could not route to the requested path.");
    }
  }

  return {
    name: "cloudflare",
    handles: (pathname) => pathname.startsWith(`${base}/`),
    respond,
    faultResponse: (status) => refusal(status, status === 429 ? 971 : 10_000, status === 429 ? "Please wait and consider throttling your request speed" : "A fault was asked for."),
    reset: () => undefined,
    async control(path, request) {
      if (request.method !== "POST" || path !== "") return null;
      context.store.put("cloudflare.state", "zone", { ...told(), ...state.parse(readJson(request.body)) });
      return { status: 200, body: told() };
    },
  };
}

function refusal(status: number, code: number, message: string): EmulatorResponse {
  return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}
