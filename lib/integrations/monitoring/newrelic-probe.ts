import "server-only";
import { request } from "node:https";
import type { Env } from "@/lib/config/env";
import { connectionReason, findingOfAnswer } from "@/lib/integrations/provider-answer";
import { checkOf, fails, found, holds, latencyCheck, notLookedAt, type Probe, type ProbeCall } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";

type Config = NonNullable<Env["newrelic"]>;

interface Collector {
  host: string;
  port: number;
  certificate?: string;
}

/** Asks New Relic's collector what an agent asks it first ("preconnect"), which measures nothing, and looks how the agent was loaded. */
export const newrelicProbe: Probe = {
  service: "newrelic",
  mode: ({ newrelic }) => (newrelic ? (newrelic.emulator_url ? "emulated" : "live") : null),
  async ask({ env, modules, signal }) {
    const config = env.newrelic;
    if (!config) throw new Error("asked without a key");
    const started = performance.now();
    const loading = loadCheck(modules);
    try {
      const status = await preconnect(await collectorOf(config, signal), config.license_key, signal);
      const latency_ms = Math.round(performance.now() - started);
      const finding = findingOf(status);
      return {
        latency_ms,
        checks: [finding ? fails("License key accepted", finding) : holds("License key accepted"), loading, latencyCheck("newrelic", latency_ms)],
      };
    } catch (error) {
      return {
        latency_ms: null,
        checks: [fails("License key accepted", findingOfAnswer("newrelic", { status: null, reason: connectionReason(error) })), loading],
      };
    }
  },
};

/** Of these the agent has to wrap what it measures, before anybody has hold of it. */
const wrapped = ["mongodb", "next"];

/** Modules are listed in the order in which they were loaded. */
function loadCheck(modules: ProbeCall["modules"]): CheckResult {
  const name = "The agent was loaded first";
  if (!modules) return notLookedAt(name, "the app does not run here");
  const first = (packageName: string) => modules.findIndex((file) => file.includes(`/node_modules/${packageName}/`));
  const agent = first("newrelic");
  if (agent === -1) return fails(name, found("newrelic", "not_loaded"));
  const early = wrapped.find((packageName) => first(packageName) !== -1 && first(packageName) < agent);
  return checkOf(name, early ? found("newrelic", "loaded_late", { module: early }) : null);
}

async function collectorOf({ license_key, emulator_url }: Config, signal: AbortSignal): Promise<Collector> {
  if (emulator_url) return (await (await fetch(`${emulator_url}/newrelic/collector`, { signal })).json()) as Collector;
  const region = /^(eu\d\d)x/.exec(license_key)?.[1];
  return { host: region ? `collector.${region}.nr-data.net` : "collector.newrelic.com", port: 443 };
}

function preconnect({ host, port, certificate }: Collector, license_key: string, signal: AbortSignal): Promise<number> {
  const path = `/agent_listener/invoke_raw_method?${new URLSearchParams({ method: "preconnect", license_key, marshal_format: "json", protocol_version: "17" })}`;
  return new Promise((resolve, reject) => {
    const asked = request(
      { host, port, path, method: "POST", signal, headers: { "content-type": "application/json" }, ...(certificate && { ca: certificate }) },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on("error", reject);
    asked.end("[{}]");
  });
}

function findingOf(status: number): Finding | null {
  if (status === 200 || status === 202) return null;
  if (status === 401 || status === 403) return found("newrelic", "key_refused", { status });
  return findingOfAnswer("newrelic", { status });
}
