import "server-only";
import { headers as requestHeaders } from "next/headers";
import { findSessionUser } from "@/lib/auth/session";
import { findUser } from "@/lib/users/store";
import { readConsentCookie } from "./cookie";
import { allowsStatistics, refusesByHeader } from "./rules";

/**
 * Whether a step of this person (an account, a visitor who holds a time, or just "visitor") may be reported to Mixpanel.
 * Asked for each event anew, so that a no holds from the next event on. Within a request of theirs this browser's choice
 * and its headers count too; a worker knows the account's choice only.
 */
export async function mayReport(distinctId: string): Promise<boolean> {
  const around = await findRequestHeaders();
  const user = distinctId.startsWith("user_") ? await findUser(distinctId) : null;
  const account = user?.analytics_consent?.allowed ?? null;
  const own = around && (await isRequestOf(distinctId, around)) ? around : null;
  return allowsStatistics({ account, browser: readConsentCookie(own?.get("cookie") ?? null), is_refused_by_browser: own !== null && refusesByHeader(own) });
}

/** Null in the worker. */
async function findRequestHeaders(): Promise<Headers | null> {
  try {
    return await requestHeaders();
  } catch {
    return null;
  }
}

/** What one person does may be a step of another's, whose choice the first one's browser does not know. */
async function isRequestOf(distinctId: string, headers: Headers): Promise<boolean> {
  const user = await findSessionUser(headers);
  return user === null || user.id === distinctId;
}
