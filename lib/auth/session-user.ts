import type { UserDocument } from "@/lib/users/schema";
import type { SessionUser } from "./session";

export function toSessionUser(user: UserDocument): SessionUser {
  const { _id, name, email, email_verified, image, role, market_id, timezone, two_factor_enabled = false } = user;
  // Somebody who just registered has no such field.
  return { id: _id, name, email, email_verified, image: image ?? null, role, market_id, timezone, two_factor_enabled };
}
