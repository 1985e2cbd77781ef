import "server-only";
import { headers } from "next/headers";
import { getSessionUser } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import { readConsentCookie } from "@/lib/consent/cookie";
import { findActor } from "./find-actor";

/** What a page needs in order to count its steps. */
export interface Counting {
  /** Null where there is no Mixpanel: then our own count is the only one. */
  mixpanel: { token: string; api_host: string } | null;
  person: string;
  device: string | null;
  is_signed_in: boolean;
}

/** Null for whoever did not say yes: then nothing of it is on the page. */
export async function readCounting(): Promise<Counting | null> {
  // Most have not said yes; they cost no question to the database.
  if (readConsentCookie((await headers()).get("cookie")) !== true) return null;
  const user = await getSessionUser();
  const { person, device } = await findActor(user?.id ?? "visitor");
  if (person === null) return null;
  const { mixpanel } = env();
  return { mixpanel: mixpanel && { token: mixpanel.token, api_host: browserHost(mixpanel.api_url) }, person, device, is_signed_in: user !== null };
}

/** In the US browsers have a host of their own. */
function browserHost(apiUrl: string): string {
  return apiUrl === "https://api.mixpanel.com" ? "https://api-js.mixpanel.com" : apiUrl;
}
