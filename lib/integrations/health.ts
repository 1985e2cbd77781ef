import "server-only";
import { env } from "@/lib/config/env";
import { getDb } from "@/lib/db/client";

/** The mission's shape: status words only, never a key, a host or a version. */
export interface IntegrationsHealth {
  database: { status: "connected"; latency_ms: number } | { status: "unreachable" };
  stripe: { status: "configured"; mode: "test" | "live" | "emulated" } | { status: "not_configured" };
  resend: { status: "configured" | "not_configured"; mode?: "emulated" };
  cloudinary: { status: "configured" | "not_configured" };
  mixpanel: { status: "configured" | "not_configured" };
  sentry: { status: "initialized" | "not_configured" };
  newrelic: { status: "initialized" | "not_configured" };
}

/** What is set up, and whether the database answers within two seconds. */
export async function readIntegrationsHealth(): Promise<IntegrationsHealth> {
  const { stripe, resend, cloudinary, mixpanel, sentry, newrelic } = env();
  const configured = (value: unknown) => ({ status: value ? ("configured" as const) : ("not_configured" as const) });
  const initialized = (value: unknown) => ({ status: value ? ("initialized" as const) : ("not_configured" as const) });
  return {
    database: await pingDatabase(),
    stripe: stripe ? { status: "configured", mode: stripe.emulator_url ? "emulated" : stripe.mode } : { status: "not_configured" },
    resend: { ...configured(resend), ...(resend?.base_url ? { mode: "emulated" as const } : {}) },
    cloudinary: configured(cloudinary),
    mixpanel: configured(mixpanel),
    sentry: initialized(sentry),
    newrelic: initialized(newrelic),
  };
}

async function pingDatabase(): Promise<IntegrationsHealth["database"]> {
  const started = performance.now();
  try {
    await getDb().command({ ping: 1 }, { timeoutMS: 2_000 });
    return { status: "connected", latency_ms: Math.round(performance.now() - started) };
  } catch {
    return { status: "unreachable" };
  }
}
