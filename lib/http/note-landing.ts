import "server-only";
import { track } from "@/lib/integrations/analytics/track";
import { getViewerId } from "./viewer";

/** Somebody looks at one of the pages that are there to be come to. */
export async function noteLanding(page: string): Promise<void> {
  track("landing_viewed", await getViewerId(), { page });
}
