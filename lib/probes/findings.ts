import { mixpanelFindings } from "@/lib/integrations/analytics/findings";
import { cloudflareFindings } from "@/lib/integrations/cloudflare/findings";
import { cloudinaryFindings } from "@/lib/integrations/cloudinary/findings";
import { databaseFindings } from "@/lib/integrations/database/findings";
import { resendFindings } from "@/lib/integrations/email/findings";
import { llmFindings } from "@/lib/integrations/llm/findings";
import { newrelicFindings, sentryFindings } from "@/lib/integrations/monitoring/findings";
import { stripeFindings } from "@/lib/integrations/stripe/findings";
import { workerFindings } from "@/lib/jobs/findings";
import type { FindingEntry, FindingTable } from "./finding-entry";
import { commonFindings } from "./common-findings";
import type { Facts, Finding, Service } from "./schema";

/** Every finding there is, by its id without the service. A test holds docs/integrations against it. */
export const findingTables: Record<Service, FindingTable> = {
  database: { ...commonFindings("MongoDB"), ...databaseFindings },
  worker: { ...commonFindings("The worker"), ...workerFindings },
  stripe: { ...commonFindings("Stripe", "status.stripe.com"), ...stripeFindings },
  resend: { ...commonFindings("Resend", "resend-status.com"), ...resendFindings },
  cloudinary: { ...commonFindings("Cloudinary", "status.cloudinary.com"), ...cloudinaryFindings },
  mixpanel: { ...commonFindings("Mixpanel", "www.mixpanelstatus.com"), ...mixpanelFindings },
  sentry: { ...commonFindings("Sentry", "status.sentry.io"), ...sentryFindings },
  newrelic: { ...commonFindings("New Relic", "status.newrelic.com"), ...newrelicFindings },
  cloudflare: { ...commonFindings("Cloudflare", "www.cloudflarestatus.com"), ...cloudflareFindings },
  llm: { ...commonFindings("The language model"), ...llmFindings },
};

/** The entry of a finding; one of an older release, which no table has any more, is told in general words. */
export function entryOf({ id }: Finding): FindingEntry {
  const [service = "", what = ""] = id.split(/\.(.*)/s);
  const entry = (findingTables as Partial<Record<string, FindingTable>>)[service]?.[what];
  return entry ?? { state: "failing", cause: "Something is wrong that this release has no words for.", steps: ["Press “Check now”."] };
}

/** Its cause and steps in words, with the facts in their places. */
export function tellFinding(finding: Finding): { cause: string; detail: string | null; steps: string[] } {
  const { cause, detail, steps } = entryOf(finding);
  const tell = (text: string) => fillIn(text, finding.facts);
  return { cause: tell(cause), detail: detail ? tell(detail) : null, steps: steps.map(tell) };
}

function fillIn(text: string, facts: Facts): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "?"));
}
