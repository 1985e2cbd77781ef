import "server-only";
import { mixpanelProbe } from "@/lib/integrations/analytics/probe";
import { cloudflareProbe } from "@/lib/integrations/cloudflare/probe";
import { cloudinaryProbe } from "@/lib/integrations/cloudinary/probe";
import { databaseProbe } from "@/lib/integrations/database/probe";
import { resendProbe } from "@/lib/integrations/email/probe";
import { llmProbe } from "@/lib/integrations/llm/probe";
import { newrelicProbe } from "@/lib/integrations/monitoring/newrelic-probe";
import { sentryProbe } from "@/lib/integrations/monitoring/sentry-probe";
import { stripeProbe } from "@/lib/integrations/stripe/probe";
import { workerProbe } from "@/lib/jobs/probe";
import type { Probe } from "./check";

/** One a service; the schedule, the page, the doctor and the catalogue of faults find a new one here. */
export const probes: Probe[] = [
  databaseProbe,
  workerProbe,
  stripeProbe,
  resendProbe,
  cloudinaryProbe,
  mixpanelProbe,
  sentryProbe,
  newrelicProbe,
  cloudflareProbe,
  llmProbe,
];
