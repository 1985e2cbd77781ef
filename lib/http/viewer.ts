import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { getSessionUser } from "@/lib/auth/session";
import { findGuestId } from "@/lib/bookings/guest";
import { isTimeZone } from "@/lib/core/format-time";
import { zoneCookieName } from "./zone-cookie";

export interface ViewerZone {
  zone: string;
  /** False while it is a guess: the browser will say on its first visit. */
  is_known: boolean;
}

const last_resort = "America/New_York";

/** The zone in which this request's times are shown: what the browser or the person said, else the edge's guess. */
export const getViewerZone = cache(async (): Promise<ViewerZone> => {
  const said = (await cookies()).get(zoneCookieName)?.value;
  return chooseZone({ said, guessed: (await headers()).get("cf-timezone") });
});

/** Who looks, for counting steps: the account, the visitor who holds a time, or just "visitor". */
export async function getViewerId(): Promise<string> {
  const user = await getSessionUser();
  return user?.id ?? findGuestId((await headers()).get("cookie")) ?? "visitor";
}

/** The zone of a route handler's request; null where neither the browser nor the edge has said anything of use. */
export function viewerZoneOf(request: Request): string | null {
  const pair = new RegExp(`(?:^|;\\s*)${zoneCookieName}=([^;]*)`).exec(request.headers.get("cookie") ?? "");
  const { zone, is_known } = chooseZone({ said: decoded(pair?.[1]), guessed: request.headers.get("cf-timezone") });
  return is_known || zone === request.headers.get("cf-timezone") ? zone : null;
}

/** Anything may stand in a cookie or header: what this runtime does not know as a zone is passed over. */
export function chooseZone(source: { said: string | null | undefined; guessed: string | null | undefined }): ViewerZone {
  if (source.said && isTimeZone(source.said)) return { zone: source.said, is_known: true };
  if (source.guessed && isTimeZone(source.guessed)) return { zone: source.guessed, is_known: false };
  return { zone: last_resort, is_known: false };
}

function decoded(value: string | undefined): string | null {
  try {
    return value === undefined ? null : decodeURIComponent(value);
  } catch {
    return null;
  }
}
