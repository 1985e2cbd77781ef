import type Stripe from "stripe";

export const capabilityNames = ["card_payments", "transfers"] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** What is known of a connected account; what the API shows of it is worked out of this. */
export interface ConnectedAccount {
  id: string;
  created: number;
  country: string;
  default_currency: string;
  email: string | null;
  type: Stripe.Account.Type;
  controller: Stripe.Account.Controller;
  business_type: Stripe.Account.BusinessType | null;
  business_profile: Stripe.Account.BusinessProfile;
  person: { first_name: string | null; last_name: string | null };
  settings: Stripe.Account.Settings;
  metadata: Record<string, string>;
  tos_accepted_at: number | null;
  /** Capabilities that were asked for, with the second when. */
  requested: Partial<Record<CapabilityName, number>>;
  /** Fields that nobody has filled in yet, without the bank account. */
  missing: string[];
  /** The person has sent the form, complete or not. */
  details_submitted: boolean;
  verification: "not_begun" | "verified" | "failed";
  /** What a control asks for beside: due by the deadline, or overdue already. */
  demanded: { currently_due: string[]; past_due: string[]; current_deadline: number | null };
  /** An account link was made, from when on the platform may change little. */
  onboarding_begun: boolean;
  state: "connected" | "deauthorized" | "deleted";
}
