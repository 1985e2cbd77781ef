import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { changeUser } from "@/lib/users/store";
import { consentCookie, readConsentCookie } from "./cookie";
import { allowsStatistics, refusesByHeader } from "./rules";
import type { Consent } from "./schema";
import { findVisitorId, forgetVisitorCookie, visitorCookie } from "./visitor";

interface Choice {
  statistics: boolean;
  user: { id: string } | null;
  headers: Headers;
  now: Date;
}

/**
 * Writes the choice down with the account, where there is one, and gives the cookies that keep it in this browser: with a yes
 * also the one by which its steps are told apart, which goes with a no.
 */
export async function chooseConsent({ statistics, user, headers, now }: Choice): Promise<{ consent: Consent; cookies: string[] }> {
  const is_refused_by_browser = refusesByHeader(headers);
  if (statistics && is_refused_by_browser)
    throw new AppError("conflict", "Your browser asks sites not to count you, and we obey it. Switch that off in the browser first.");
  if (user) await keepWithAccount({ user_id: user.id, allowed: statistics, now });
  const isSecure = env().app_url.startsWith("https:");
  const visitor_id = findVisitorId(headers.get("cookie")) ?? newId("visitor");
  return {
    consent: { statistics: allowsStatistics({ account: null, browser: statistics, is_refused_by_browser }), is_to_be_asked: false, is_refused_by_browser },
    cookies: [consentCookie(statistics, isSecure), statistics ? visitorCookie(visitor_id, isSecure) : forgetVisitorCookie(isSecure)],
  };
}

/** What a visitor chose before they made their account in this browser becomes the account's. */
export async function keepVisitorsChoice({ user_id, headers, now }: { user_id: string; headers: Headers; now: Date }): Promise<void> {
  const allowed = readConsentCookie(headers.get("cookie"));
  if (allowed !== null) await keepWithAccount({ user_id, allowed, now });
}

/** Whoever uses this browser next is somebody else: the steps of both are told apart. Null where no steps are told apart here. */
export function nextVisitorCookie(cookieHeader: string | null): string | null {
  return findVisitorId(cookieHeader) && visitorCookie(newId("visitor"), env().app_url.startsWith("https:"));
}

function keepWithAccount({ user_id, allowed, now }: { user_id: string; allowed: boolean; now: Date }): Promise<void> {
  return withTransaction((session) => changeUser({ user_id, changes: { analytics_consent: { allowed, decided_at: now } }, now, session }));
}
