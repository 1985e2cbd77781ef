import { getSessionUser } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import { release } from "@/lib/config/release";
import { watchMetaName, type WatchSettings as Settings } from "@/lib/integrations/monitoring/browser/watch";

/** Tells the page's browser that errors are reported, for which build and of whom; nothing where they are not. */
export async function WatchSettings() {
  const { sentry } = env();
  if (!sentry) return null;
  const user = await getSessionUser();
  const settings: Settings = { release, environment: sentry.environment, user: user && { id: user.id, email: user.email, role: user.role } };
  return <meta name={watchMetaName} content={JSON.stringify(settings)} />;
}
