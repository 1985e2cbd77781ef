import { z } from "zod";
import type { AnalyticsEvent } from "@/lib/integrations/analytics/events";

/** One step of somebody, kept for `policy.analytics_kept_days`; docs/decisions/13 says what is kept of whom. */
export interface AnalyticsEventDocument {
  _id: string;
  event: AnalyticsEvent;
  /** For whoever did not say yes, the beginning of the hour: to the second it could be held against a booking. */
  at: Date;
  /** The person's distinct id, for whoever said yes; null for everybody else. */
  person: string | null;
  /** "visitor" where nobody is signed in. */
  role: string;
  market: string | null;
  source: "server" | "browser";
  /** Empty for whoever did not say yes. */
  properties: Record<string, unknown>;
}

/** A page or a step by its pattern: words, with brackets where an id stood. */
const pattern = z.string().regex(/^\/?[a-z_[\]./-]{0,120}$/);

/** POST /api/analytics/steps: what the browser told Mixpanel, for our own count too. */
export const browserStepSchema = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("page_viewed"), properties: z.strictObject({ page: pattern }) }),
  z.strictObject({ event: z.literal("step_viewed"), properties: z.strictObject({ step: pattern }) }),
]);
