import "server-only";
import type { Role } from "@/lib/users/schema";

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
export async function findSessionUser(_headers: Headers): Promise<SessionUser | null> {
  return null;
}
