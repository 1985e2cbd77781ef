import "server-only";
import { findSessionUser, type SessionUser } from "@/lib/auth/session";
import { areaOf } from "./areas";
import { reportError } from "./report-error";

interface BrokenPage {
  method: string;
  headers: NodeJS.Dict<string | string[]>;
  /** As Next names it: "/(public)/coaches/[slug]". */
  route_path: string;
}

/** Next tells of a page that broke with its request beside it: whose it was is read from there. */
export async function reportPageError(error: unknown, { method, headers, route_path }: BrokenPage): Promise<void> {
  const path = route_path.replaceAll(/\/\([^)]*\)/g, "").replace(/\/page$/, "") || "/";
  const request_id = headers["x-request-id"];
  const user = await whose(headers);
  reportError(error, { area: areaOf(path), route: `${method} ${path}`, user, ...(typeof request_id === "string" && { request_id }) });
}

/** The page may have broken because the database did: then nobody is named. */
async function whose({ cookie }: NodeJS.Dict<string | string[]>): Promise<SessionUser | null> {
  if (typeof cookie !== "string") return null;
  return findSessionUser(new Headers({ cookie })).catch(() => null);
}
