import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { checkServices } from "@/lib/probes/check-services";
import { services } from "@/lib/probes/schema";

const body = z.strictObject({
  service: z.enum(services).optional(),
  /** False for a page that only finds its figures old: an answer of the last minute will do. */
  is_pressed: z.boolean().default(true),
});

/** A person who mends something presses often; a key held down is none. */
const rate = { name: "check-services", limit: 60, window_seconds: 60 };

/** Looks at one service, or at all, within five seconds. */
export const POST = adminRoute({ body, rate }, async ({ body, now }) => {
  const reports = await checkServices({ now, only: body.service, is_pressed: body.is_pressed });
  return Response.json({ services: Object.fromEntries(reports.map(({ service, state }) => [service, state])) });
});
