import type { Diagnosis } from "@/lib/probes/diagnose";
import { tellFinding } from "@/lib/probes/findings";
import type { Report, ServiceState } from "@/lib/probes/schema";
import { serviceWords } from "@/lib/probes/service-words";

const words: Record<ServiceState, string> = {
  verified: "working",
  emulated: "emulated",
  degraded: "degraded",
  failing: "FAILING",
  misconfigured: "MISCONFIGURED",
  not_configured: "not set up",
};

/** The diagnosis as somebody reads it in a terminal: a line a service, and under it what is wrong and how to mend it. */
export function sayDiagnosis({ env_problems, reports, is_healthy }: Diagnosis): string {
  const lines = [...env_problems.map(({ name, message }) => `  ${name} ${message}`), ...reports.flatMap(sayReport)];
  const head = env_problems.length > 0 ? ["The environment (.env) is not right:"] : [];
  return [
    ...head,
    ...lines,
    "",
    is_healthy ? "Nothing is misconfigured and nothing fails." : "Something needs you: see above. docs/integrations says more about each line.",
  ].join("\n");
}

function sayReport({ service, state, mode, latency_ms, finding }: Report): string[] {
  const facts = [mode === "test" ? "test mode" : null, latency_ms === null ? null : `${latency_ms} ms`].filter(Boolean).join(", ");
  const line = `  ${serviceWords[service].name.padEnd(16)}${words[state].padEnd(15)}${facts}`.trimEnd();
  if (!finding) return [line];
  const { cause, detail, steps } = tellFinding(finding);
  return [line, `      ${cause}`, ...(detail ? [`      ${detail}`] : []), ...steps.map((step, i) => `      ${i + 1}. ${step}`)];
}
