import { z } from "zod";
import type { EmulatorContext } from "../emulator.ts";

/** The one zone there is, active and set as infra/cloudflare sets it until the control says otherwise. */
export const zone_id = "c".repeat(32);

const usual = {
  ssl: "strict",
  always_use_https: "on",
  brotli: "on",
  min_tls_version: "1.2",
  browser_cache_ttl: 14_400,
  automatic_https_rewrites: "on",
  development_mode: "off",
  security_level: "medium",
};
const phases = ["http_request_cache_settings", "http_request_firewall_custom", "http_request_firewall_managed", "http_ratelimit"];

const changeSchema = z.strictObject({
  status: z.enum(["active", "pending", "moved"]).optional(),
  name: z.string().optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Phases in which no rule stands, as when nothing was set up. */
  without_rules: z.array(z.enum(phases)).optional(),
  bot_fight: z.boolean().optional(),
});

interface Zone {
  name: string;
  status: string;
  settings: Record<string, string | number>;
  without_rules: string[];
  bot_fight: boolean;
}

export function readZone(context: EmulatorContext): Zone {
  const changed = context.store.get<Partial<Zone>>("cloudflare.zones", zone_id) ?? {};
  return { name: "maestrohub.example", status: "active", without_rules: [], bot_fight: true, ...changed, settings: { ...usual, ...changed.settings } };
}

/** A control: what somebody changed in Cloudflare's dashboard. */
export function changeZone(context: EmulatorContext, body: unknown): object {
  const change = changeSchema.parse(body);
  const before = readZone(context);
  context.store.put("cloudflare.zones", zone_id, { ...before, ...change, settings: { ...before.settings, ...change.settings } });
  return readZone(context);
}

/** https://developers.cloudflare.com/api/resources/zones/methods/get/ */
export function zoneView(context: EmulatorContext): object {
  const { name, status } = readZone(context);
  return {
    id: zone_id,
    name,
    status,
    paused: false,
    type: "full",
    name_servers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
    plan: { legacy_id: "free" },
  };
}

/** https://developers.cloudflare.com/api/resources/zones/subresources/settings/ */
export function settingViews(context: EmulatorContext): { id: string; value: string | number; editable: boolean }[] {
  return Object.entries(readZone(context).settings).map(([id, value]) => ({ id, value, editable: true }));
}

/** The rules of a phase, or null where there is none: https://developers.cloudflare.com/ruleset-engine/basic-operations/view-rulesets/ */
export function entrypointView(context: EmulatorContext, phase: string): object | null {
  if (!phases.includes(phase) || readZone(context).without_rules.includes(phase)) return null;
  const rule = { id: "1", version: "1", action: phase === "http_request_cache_settings" ? "set_cache_settings" : "block", enabled: true };
  return { id: `ruleset-${phase}`, kind: "zone", phase, version: "1", rules: [rule] };
}
