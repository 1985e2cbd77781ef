import "server-only";
import { type Env, type EnvProblem, findEnvProblems, parseEnv } from "@/lib/config/env";
import { probes } from "./probes";
import { runProbe } from "./run-probe";
import type { Report } from "./schema";

export interface Diagnosis {
  env_problems: EnvProblem[];
  reports: Report[];
  /** Nothing is misconfigured and nothing fails; what is slow or not set up does not count. */
  is_healthy: boolean;
}

/**
 * Every verdict on an environment, as the status page would give it. One variable that is wrong hides nothing of the others: it is
 * named, the service that it belongs to is left out, and the rest is asked.
 */
export async function diagnose(source: Record<string, string | undefined>, now: Date): Promise<Diagnosis> {
  const env_problems = findEnvProblems(source);
  const usable = withoutFamilies(source, env_problems);
  const env = usableEnv(usable);
  const asked = env ? probes.filter(({ service }) => env.mongo_url !== null || !needsDatabase.has(service)) : [];
  const reports = await Promise.all(asked.map((probe) => runProbe(probe, { env: env ?? parseEnv({}), now, machineNow: Date.now, modules: null })));
  const is_healthy = env_problems.length === 0 && !reports.some(({ state }) => state === "misconfigured" || state === "failing");
  return { env_problems, reports, is_healthy };
}

const needsDatabase = new Set(["database", "worker"]);

/** Variables stand and fall together: half of Stripe's keys is no Stripe. */
function withoutFamilies(source: Record<string, string | undefined>, problems: EnvProblem[]): Record<string, string | undefined> {
  const families = new Set(problems.map(({ name }) => familyOf(name)));
  return Object.fromEntries(Object.entries(source).filter(([name]) => !families.has(familyOf(name))));
}

function familyOf(name: string): string {
  if (name === "FROM_EMAIL") return "RESEND";
  return /^(STRIPE|RESEND|CLOUDINARY|CLOUDFLARE|NEW_RELIC|SENTRY|MIXPANEL|LLM)_/.exec(name)?.[1] ?? name;
}

/** Null where too much is wrong; production without its own variables can still be asked about its providers. */
function usableEnv(source: Record<string, string | undefined>): Env | null {
  for (const candidate of [source, { ...source, NODE_ENV: "development" }]) if (findEnvProblems(candidate).length === 0) return parseEnv(candidate);
  return null;
}
