import "server-only";
import { headers as requestHeaders } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Role } from "@/lib/users/schema";
import { auth } from "./auth";
import { signInPath } from "./next-path";

/** The signed-in person as pages and handlers know them. */
export interface SessionUser {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  role: Role;
  market_id: string;
  timezone: string;
}

/** The person of the session cookie in these headers, or null for a visitor. */
export async function findSessionUser(headers: Headers): Promise<SessionUser | null> {
  const cookie = headers.get("cookie");
  return cookie?.includes("maestrohub.session_token=") ? findUserByCookie(cookie) : null;
}

/** The signed-in person of the page that is being rendered, or null. */
export async function getSessionUser(): Promise<SessionUser | null> {
  return findSessionUser(await requestHeaders());
}

/** For pages: a visitor is sent to sign in and comes back to `next`, the page's own path. */
export async function requireUser({ next }: { next: string }): Promise<SessionUser> {
  return (await getSessionUser()) ?? redirect(signInPath(next));
}

/** For pages of one role: a visitor signs in first, and for anybody else the page does not exist. */
export async function requireRole(role: Role, { next }: { next: string }): Promise<SessionUser> {
  const user = await requireUser({ next });
  if (user.role !== role) notFound();
  return user;
}

/** Layout, page and parts of a page ask once per request between them. */
const findUserByCookie = cache(async (cookie: string): Promise<SessionUser | null> => {
  const found = await auth().api.getSession({ headers: new Headers({ cookie }) });
  if (!found) return null;
  const { id, name, email, emailVerified, role, market_id, timezone } = found.user;
  return { id, name, email, email_verified: emailVerified, role: role as Role, market_id, timezone };
});
