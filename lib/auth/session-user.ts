import type { UserDocument } from "@/lib/users/schema";
import type { SessionUser } from "./session";

export function toSessionUser(user: UserDocument): SessionUser {
  const { _id, name, email, email_verified, role, market_id, timezone } = user;
  return { id: _id, name, email, email_verified, role, market_id, timezone };
}
