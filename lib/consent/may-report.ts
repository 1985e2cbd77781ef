import "server-only";
import { headers as requestHeaders } from "next/headers";
import { findSessionUser } from "@/lib/auth/session";
import type { UserDocument } from "@/lib/users/schema";
import { findUser } from "@/lib/users/store";
import { readConsentCookie } from "./cookie";
import { allowsStatistics, refusesByHeader } from "./rules";

/** Whose step it is, and whether it may be reported as theirs. */
export interface Reporting {
  is_allowed: boolean;
  /** The account, where it is one's. */
  user: UserDocument | null;
  /** Of the request around, where it is this person's own; null in the worker and where somebody else acts. */
  headers: Headers | null;
}

/**
 * Whether a step of this person (an account, a visitor who holds a time, or just "visitor") may be reported to Mixpanel.
 * Asked for each event anew, so that a no holds from the next event on. Within a request of theirs this browser's choice
 * and its headers count too; a worker knows the account's choice only.
 */
export async function askToReport(actorId: string): Promise<Reporting> {
  const around = await findRequestHeaders();
  const user = actorId.startsWith("user_") ? await findUser(actorId) : null;
  const account = user?.analytics_consent?.allowed ?? null;
  const own = around && (await isRequestOf(actorId, around)) ? around : null;
  const is_allowed = allowsStatistics({ account, browser: readConsentCookie(own?.get("cookie") ?? null), is_refused_by_browser: own !== null && refusesByHeader(own) });
  return { is_allowed, user, headers: own };
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
async function isRequestOf(actorId: string, headers: Headers): Promise<boolean> {
  const user = await findSessionUser(headers);
  return user === null || user.id === actorId;
}
