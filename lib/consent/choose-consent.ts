import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { changeUser } from "@/lib/users/store";
import { consentCookie, readConsentCookie } from "./cookie";
import { allowsStatistics, refusesByHeader } from "./rules";
import type { Consent } from "./schema";

interface Choice {
  statistics: boolean;
  user: { id: string } | null;
  headers: Headers;
  now: Date;
}

/** Writes the choice down with the account, where there is one, and gives the cookie that keeps it in this browser. */
export async function chooseConsent({ statistics, user, headers, now }: Choice): Promise<{ consent: Consent; cookie: string }> {
  const is_refused_by_browser = refusesByHeader(headers);
  if (statistics && is_refused_by_browser)
    throw new AppError("conflict", "Your browser asks sites not to count you, and we obey it. Switch that off in the browser first.");
  if (user) await keepWithAccount({ user_id: user.id, allowed: statistics, now });
  const cookie = consentCookie(statistics, env().app_url.startsWith("https:"));
  return {
    consent: { statistics: allowsStatistics({ account: null, browser: statistics, is_refused_by_browser }), is_to_be_asked: false, is_refused_by_browser },
    cookie,
  };
}

/** What a visitor chose before they made their account in this browser becomes the account's. */
export async function keepVisitorsChoice({ user_id, headers, now }: { user_id: string; headers: Headers; now: Date }): Promise<void> {
  const allowed = readConsentCookie(headers.get("cookie"));
  if (allowed !== null) await keepWithAccount({ user_id, allowed, now });
}

function keepWithAccount({ user_id, allowed, now }: { user_id: string; allowed: boolean; now: Date }): Promise<void> {
  return withTransaction((session) => changeUser({ user_id, changes: { analytics_consent: { allowed, decided_at: now } }, now, session }));
}
