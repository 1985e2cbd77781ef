import "server-only";
import { resolveTxt } from "node:dns/promises";
import { type ErrorResponse, Resend } from "resend";
import type { Env } from "@/lib/config/env";
import { findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, clockCheck, fails, found, holds, latencyCheck, notLookedAt, type Probe } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";

type Config = NonNullable<Env["resend"]>;
type Domain = { id: string; name: string; status: string };

/** Asks Resend for its domains and for the records of ours: no mail is sent. */
export const resendProbe: Probe = {
  service: "resend",
  mode: ({ resend }) => (resend ? (resend.base_url ? "emulated" : "live") : null),
  async ask({ env, machineNow }) {
    const config = env.resend;
    if (!config) throw new Error("asked without a key");
    const resend = new Resend(config.api_key, { baseUrl: config.base_url ?? "https://api.resend.com" });
    const started = performance.now();
    const answer = await resend.domains.list();
    const latency_ms = Math.round(performance.now() - started);
    const clock = clockCheck("resend", answer.headers?.date, machineNow());
    if (answer.error?.name === "restricted_api_key") {
      return {
        latency_ms,
        checks: [holds("Key accepted"), notLookedAt("The sender’s domain is verified", "the key may only send"), clock, latencyCheck("resend", latency_ms)],
      };
    }
    if (answer.error)
      return { latency_ms: answer.headers ? latency_ms : null, checks: [fails("Key accepted", findingOf(answer.error, answer.headers !== null))] };
    return {
      latency_ms,
      checks: [holds("Key accepted"), ...(await senderChecks(resend, config, answer.data.data)), clock, latencyCheck("resend", latency_ms)],
    };
  },
};

async function senderChecks(resend: Resend, { from, base_url }: Config, domains: Domain[]): Promise<CheckResult[]> {
  const name = "The sender’s domain is verified";
  const sender = domainOf(from);
  if (!sender) return [fails(name, found("resend", "sender_malformed"))];
  if (sender === "resend.dev") return [fails(name, found("resend", "sender_is_test"))];
  // A subdomain is sent for by the domain that holds it only where that was added by its own name.
  const domain = domains.find((each) => each.name.toLowerCase() === sender);
  if (!domain) return base_url ? [holds(name)] : [fails(name, found("resend", "domain_missing", { domain: sender }))];
  if (domain.status !== "verified") return [fails(name, found("resend", "domain_unverified", { domain: sender, status: domain.status }))];
  return [holds(name), await recordsCheck(resend, domain), base_url ? notLookedAt("DMARC", "the domain is emulated") : await dmarcCheck(sender)];
}

async function recordsCheck(resend: Resend, { id, name: domain }: Domain): Promise<CheckResult> {
  const name = "SPF and DKIM are in the DNS";
  const { data, error } = await resend.domains.get(id);
  if (error) return notLookedAt(name, "the key may not read the records");
  const missing = new Set((data.records as { record: string; status: string }[]).flatMap(({ record, status }) => (status === "verified" ? [] : [record])));
  return checkOf(name, missing.size > 0 ? found("resend", "records_missing", { domain, records: [...missing].join(" and ") }) : null);
}

async function dmarcCheck(domain: string): Promise<CheckResult> {
  const name = "DMARC";
  // The organisation's domain answers for what lies under it.
  const places = [domain, domain.split(".").slice(-2).join(".")];
  const records = await Promise.all(places.map((place) => resolveTxt(`_dmarc.${place}`).catch((error: unknown) => (isNoSuchName(error) ? [] : null))));
  if (records.includes(null)) return notLookedAt(name, "the DNS did not answer");
  const isThere = records.flat(2).some((text) => text?.startsWith("v=DMARC1"));
  return checkOf(name, isThere ? null : found("resend", "dmarc_missing", { domain: places[1] ?? domain }));
}

function isNoSuchName(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTFOUND" || error.code === "ENODATA");
}

function domainOf(from: string): string | null {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  return /^[^\s@<>]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(address.trim())?.[1]?.toLowerCase() ?? null;
}

/** https://resend.com/docs/api-reference/errors */
function findingOf({ name, statusCode }: ErrorResponse, isAnswered: boolean): Finding {
  const status = isAnswered ? (statusCode ?? 502) : null;
  if (name === "missing_api_key" || name === "invalid_api_key" || status === 401 || status === 403)
    return found("resend", "key_refused", { status: status ?? 401 });
  if (name === "daily_quota_exceeded" || name === "monthly_quota_exceeded") return found("resend", "quota_exceeded", { period: name.split("_")[0] ?? "" });
  return findingOfAnswer("resend", { status, reason: "no connection" });
}
