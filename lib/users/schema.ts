export const roles = ["consumer", "tutor", "admin"] as const;
export type Role = (typeof roles)[number];
/** What a person may choose; an admin is made by `npm run admin:create` only. */
export const registrationRoles = ["consumer", "tutor"] as const;

export interface UserDocument {
  _id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  role: Role;
  market_id: string;
  timezone: string;
  terms_accepted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
