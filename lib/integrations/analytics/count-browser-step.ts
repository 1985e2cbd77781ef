import "server-only";
import type { z } from "zod";
import type { browserStepSchema } from "@/lib/analytics-events/schema";
import { newId } from "@/lib/core/id";
import { findActor } from "./find-actor";
import { keepStep } from "./outgoing";

/** Only of whoever said yes: without it a browser counts nothing, so what comes then is not from our pages. */
export async function countBrowserStep({ step, user_id, now }: { step: z.output<typeof browserStepSchema>; user_id: string | null; now: Date }): Promise<void> {
  const actor = await findActor(user_id ?? "visitor");
  if (actor.person === null || actor.is_nobody) return;
  keepStep({ id: newId("analytics_event"), ...step, at: now, actor, source: "browser" });
}
