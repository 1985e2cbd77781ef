import "server-only";
import { headers as requestHeaders } from "next/headers";
import { cache } from "react";
import { findSessionUser } from "@/lib/auth/session";
import { findUser } from "@/lib/users/store";
import { readConsentCookie } from "./cookie";
import { allowsStatistics, isToBeAsked, refusesByHeader } from "./rules";
import type { Consent } from "./schema";

/** The choice that holds for the page which is being rendered. */
export const getConsent = cache(async (): Promise<Consent> => {
  const headers = await requestHeaders();
  const browser = readConsentCookie(headers.get("cookie"));
  const session = await findSessionUser(headers);
  const user = session && (await findUser(session.id));
  const signals = { account: user?.analytics_consent?.allowed ?? null, browser, is_refused_by_browser: refusesByHeader(headers) };
  return { statistics: allowsStatistics(signals), is_to_be_asked: isToBeAsked(signals), is_refused_by_browser: signals.is_refused_by_browser };
});
