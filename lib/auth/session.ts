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
  image: string | null;
  role: Role;
  market_id: string;
  timezone: string;
  two_factor_enabled: boolean;
}

/** The person of the session cookie in these headers, or null for a visitor. */
export async function findSessionUser(headers: Headers): Promise<SessionUser | null> {
  return (await findSession(headers))?.user ?? null;
}

/** Which of the person's sessions these headers are of; to tell this device from the others. */
export async function findSessionId(headers: Headers): Promise<string | null> {
  return (await findSession(headers))?.id ?? null;
}

/** The signed-in person of the page that is being rendered, or null. */
export async function getSessionUser(): Promise<SessionUser | null> {
  return findSessionUser(await requestHeaders());
}

/** For pages: a visitor is sent to sign in and comes back to `next`, the page's own path. */
export async function requireUser({ next }: { next: string }): Promise<SessionUser> {
  return (await getSessionUser()) ?? redirect(signInPath(next));
}

/**
 * For pages of one role: a visitor signs in first, and for anybody else the page does not exist. An admin without an
 * authenticator app is sent to set one up: a stolen password alone must not open the admin's room.
 */
export async function requireRole(role: Role, { next }: { next: string }): Promise<SessionUser> {
  const user = await requireUser({ next });
  if (user.role !== role) notFound();
  if (lacksTwoFactor(user)) redirect("/account/security?setup=required");
  return user;
}

/** True for an admin who may not act as one yet. */
export function lacksTwoFactor({ role, two_factor_enabled }: SessionUser): boolean {
  return role === "admin" && !two_factor_enabled;
}

async function findSession(headers: Headers): Promise<Session | null> {
  const cookie = headers.get("cookie");
  return cookie?.includes("maestrohub.session_token=") ? findSessionByCookie(cookie) : null;
}

interface Session {
  id: string;
  user: SessionUser;
}

/** Layout, page and parts of a page ask once per request between them. */
const findSessionByCookie = cache(async (cookie: string): Promise<Session | null> => {
  const found = await auth().api.getSession({ headers: new Headers({ cookie }) });
  // A sign-in that passed its password while the account was deleted may have left a session behind: it opens nothing.
  if (!found || found.user.deleted_at) return null;
  const { id, name, email, emailVerified, image = null, role, market_id, timezone, twoFactorEnabled } = found.user;
  const user = { id, name, email, email_verified: emailVerified, image, role: role as Role, market_id, timezone, two_factor_enabled: twoFactorEnabled ?? false };
  return { id: found.session.id, user };
});
