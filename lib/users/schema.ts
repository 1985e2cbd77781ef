import type { NoticeSettings } from "@/lib/notifications/schema";
import type { LanguageId } from "@/lib/core/language";

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
  /** In E.164 (+12125550123), for the other party of a booking only where the person says so; absent until given. */
  phone?: string | null;
  /** What mails and pages shall speak; absent means English. */
  language?: LanguageId;
  /** The uploaded picture behind `image`; a picture without one was not uploaded by the person. */
  picture_public_id?: string | null;
  /** What their pictures and documents take up; absent means nothing. Changed by lib/images/store.ts only, with the rows that it sums up. */
  stored_bytes?: number;
  /** Whether pages and server may report to Mixpanel; absent until asked. Nothing is reported before a yes. */
  analytics_consent?: { allowed: boolean; decided_at: Date };
  /** Under which their steps are told apart, for as long as they allow it: the visitor's that they were before, where that was nobody else's. */
  analytics_id?: string;
  /** An authenticator app is set up and was proved once; written by better-auth. */
  two_factor_enabled?: boolean;
  /** Which notices and mails they want, and when; changed by lib/notifications only. */
  notice_settings?: NoticeSettings;
  /** The secret part of the address of the person's private calendar feed. */
  calendar_token?: string;
  /** Who they are at Stripe, where they keep a card or pay for something that renews; made once (own-customer.ts). */
  stripe_customer_id?: string;
  /**
   * The saved card that the checkout offers first, by Stripe's id. Not the customer's default at Stripe: that one pays for what renews, and choosing
   * a card for sessions shall not change who pays for a sponsorship. One that is gone is passed over.
   */
  default_payment_method_id?: string;
  /** Set when the account was deleted: everything that says who it was is gone, the id stays for the money's records. */
  deleted_at?: Date;
  created_at: Date;
  updated_at: Date;
}
