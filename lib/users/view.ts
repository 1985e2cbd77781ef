import type { LanguageId } from "@/lib/core/language";
import type { Role, UserDocument } from "./schema";

/** What a person may see and change of their own account. */
export interface AccountProfile {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  role: Role;
  timezone: string;
  market_id: string;
  language: LanguageId;
  phone: string | null;
}

export function toAccountProfile(user: UserDocument): AccountProfile {
  const { _id, name, email, email_verified, role, timezone, market_id } = user;
  return { id: _id, name, email, email_verified, image: user.image ?? null, role, timezone, market_id, language: user.language ?? "en", phone: user.phone ?? null };
}
