import "server-only";
import type { Collection, Db, Document } from "mongodb";
import type { AnalyticsEventDocument } from "@/lib/analytics-events/schema";
import type { AnnouncementDelivery, AnnouncementDocument } from "@/lib/announcements/schema";
import type { AuditEntry } from "@/lib/audit-log/schema";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { CalendarFeedDocument } from "@/lib/calendar-feeds/schema";
import type { EmailSuppression, MailEventDocument } from "@/lib/email-suppressions/schema";
import type { ImageDocument } from "@/lib/images/schema";
import type { LaneDocument, RecurringDocument } from "@/lib/jobs/schema";
import type { DisputeDocument } from "@/lib/disputes/schema";
import type { InviteDocument } from "@/lib/invites/schema";
import type { BookingAccountDocument, LedgerEntry, LedgerHeadDocument } from "@/lib/ledger/schema";
import type { ManualPaymentDocument } from "@/lib/manual-payments/schema";
import type { MarketDocument, PricingPolicyDocument } from "@/lib/markets/schema";
import type { NotificationDocument } from "@/lib/notifications/schema";
import type { OutboxDocument } from "@/lib/outbox/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { PackageDocument, PackagePurchaseDocument } from "@/lib/packages/schema";
import type { PayoutAccountDocument } from "@/lib/payout-accounts/schema";
import type { PayoutDocument } from "@/lib/payouts/schema";
import type { ServiceHourDocument, ServiceStateDocument, SignalDocument } from "@/lib/probes/schema";
import type { ReconciliationDocument, StripeMovementDocument } from "@/lib/reconciliation/schema";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { ReviewDocument } from "@/lib/reviews/schema";
import type { TransferDocument, TransferReversalDocument } from "@/lib/transfers/schema";
import type { SponsorshipDocument } from "@/lib/sponsorships/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";
import type { WebhookEventDocument } from "@/lib/webhook-events/schema";
import { getDb } from "./client";

/** Counters of attempts, gone by themselves at `expires_at` of the machine's time. */
export interface RateLimitDocument {
  _id: string;
  count: number;
  /** For those that lock an address or an account: until when, by the product's clock. */
  locked_until?: Date;
  expires_at: Date;
}

/** A password of a user; better-auth writes it, and lib/auth/store.ts where a transaction must hold more than it. */
export type CredentialDocument = Document & { _id: string; user_id: string; email: string };

/** A signed-in device; better-auth writes it. The token is what the cookie carries: never to be read out. */
export interface SessionDocument {
  _id: string;
  user_id: string;
  token: string;
  user_agent: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

/** A link that was mailed, by the hash of its token: better-auth's own, and ours to change an address (lib/auth/store.ts). */
export interface VerificationDocument {
  _id: string;
  identifier: string;
  value: string;
  kind?: AddressLinkKind;
  user_id?: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export type AddressLinkKind = "address-change" | "address-undo";

/** Whose authenticator app knows which secret; both fields are encrypted by better-auth, which writes the row. */
export interface TwoFactorDocument {
  _id: string;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: boolean;
  failed_verification_count: number;
  locked_until?: Date | null;
}

export interface Collections {
  users: Collection<UserDocument>;
  credentials: Collection<CredentialDocument>;
  sessions: Collection<SessionDocument>;
  verifications: Collection<VerificationDocument>;
  two_factors: Collection<TwoFactorDocument>;
  tutors: Collection<TutorDocument>;
  bookings: Collection<BookingDocument>;
  payments: Collection<PaymentDocument>;
  refunds: Collection<RefundDocument>;
  payout_accounts: Collection<PayoutAccountDocument>;
  transfers: Collection<TransferDocument>;
  transfer_reversals: Collection<TransferReversalDocument>;
  payouts: Collection<PayoutDocument>;
  disputes: Collection<DisputeDocument>;
  manual_payments: Collection<ManualPaymentDocument>;
  ledger_entries: Collection<LedgerEntry>;
  ledger_head: Collection<LedgerHeadDocument>;
  booking_accounts: Collection<BookingAccountDocument>;
  stripe_movements: Collection<StripeMovementDocument>;
  reconciliations: Collection<ReconciliationDocument>;
  sponsorships: Collection<SponsorshipDocument>;
  packages: Collection<PackageDocument>;
  package_purchases: Collection<PackagePurchaseDocument>;
  reviews: Collection<ReviewDocument>;
  markets: Collection<MarketDocument>;
  pricing_policies: Collection<PricingPolicyDocument>;
  outbox: Collection<OutboxDocument>;
  webhook_events: Collection<WebhookEventDocument>;
  lanes: Collection<LaneDocument>;
  recurring_jobs: Collection<RecurringDocument>;
  rate_limits: Collection<RateLimitDocument>;
  images: Collection<ImageDocument>;
  calendar_feeds: Collection<CalendarFeedDocument>;
  notifications: Collection<NotificationDocument>;
  audit_log: Collection<AuditEntry>;
  integration_states: Collection<ServiceStateDocument>;
  integration_hours: Collection<ServiceHourDocument>;
  integration_signals: Collection<SignalDocument>;
  invites: Collection<InviteDocument>;
  email_suppressions: Collection<EmailSuppression>;
  email_events: Collection<MailEventDocument>;
  analytics_events: Collection<AnalyticsEventDocument>;
  announcements: Collection<AnnouncementDocument>;
  announcement_deliveries: Collection<AnnouncementDelivery>;
}

/** Made once for a database: opening all of these anew for each question cost as much as the question itself. */
const opened = new WeakMap<Db, Collections>();

/** Opening a collection asks nothing of the server; it exists since start-up (indexes.ts). */
export function collections(): Collections {
  const db = getDb();
  const known = opened.get(db);
  if (known) return known;
  const made = open(db);
  opened.set(db, made);
  return made;
}

function open(db: Db): Collections {
  return {
    users: db.collection("users"),
    credentials: db.collection("credentials"),
    sessions: db.collection("sessions"),
    verifications: db.collection("verifications"),
    two_factors: db.collection("two_factors"),
    tutors: db.collection("tutors"),
    bookings: db.collection("bookings"),
    payments: db.collection("payments"),
    refunds: db.collection("refunds"),
    payout_accounts: db.collection("payout_accounts"),
    transfers: db.collection("transfers"),
    transfer_reversals: db.collection("transfer_reversals"),
    payouts: db.collection("payouts"),
    disputes: db.collection("disputes"),
    manual_payments: db.collection("manual_payments"),
    ledger_entries: db.collection("ledger_entries"),
    ledger_head: db.collection("ledger_head"),
    booking_accounts: db.collection("booking_accounts"),
    stripe_movements: db.collection("stripe_movements"),
    reconciliations: db.collection("reconciliations"),
    sponsorships: db.collection("sponsorships"),
    packages: db.collection("packages"),
    package_purchases: db.collection("package_purchases"),
    reviews: db.collection("reviews"),
    markets: db.collection("markets"),
    pricing_policies: db.collection("pricing_policies"),
    outbox: db.collection("outbox"),
    webhook_events: db.collection("webhook_events"),
    lanes: db.collection("lanes"),
    recurring_jobs: db.collection("recurring_jobs"),
    rate_limits: db.collection("rate_limits"),
    images: db.collection("images"),
    calendar_feeds: db.collection("calendar_feeds"),
    notifications: db.collection("notifications"),
    audit_log: db.collection("audit_log"),
    integration_states: db.collection("integration_states"),
    integration_hours: db.collection("integration_hours"),
    integration_signals: db.collection("integration_signals"),
    invites: db.collection("invites"),
    email_suppressions: db.collection("email_suppressions"),
    email_events: db.collection("email_events"),
    analytics_events: db.collection("analytics_events"),
    announcements: db.collection("announcements"),
    announcement_deliveries: db.collection("announcement_deliveries"),
  };
}
