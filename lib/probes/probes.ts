import "server-only";
import { cloudflareProbe } from "@/lib/integrations/cloudflare/probe";
import { cloudinaryProbe } from "@/lib/integrations/cloudinary/probe";
import { databaseProbe } from "@/lib/integrations/database/probe";
import { resendProbe } from "@/lib/integrations/email/probe";
import { stripeProbe } from "@/lib/integrations/stripe/probe";
import { workerProbe } from "@/lib/jobs/probe";
import type { Probe } from "./check";

/** One a service; the schedule, the page, the doctor and the catalogue of faults find a new one here. */
export const probes: Probe[] = [databaseProbe, workerProbe, stripeProbe, resendProbe, cloudinaryProbe, cloudflareProbe];
