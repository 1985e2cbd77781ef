import "server-only";
import type { Db, IndexDescription } from "mongodb";
import { policy } from "@/lib/config/policy";

/** Every collection that product.md names; those without an entry below are created empty for what comes. */
export const collectionNames = [
  "users", "credentials", "sessions", "verifications", "tutors", "bookings", "reviews", "payments", "refunds", "packages", "package_purchases",
  "sponsorships", "messages", "notifications", "contacts", "invites", "markets", "pricing_policies", "payouts", "ledger_entries",
  "webhook_events", "outbox", "images", "audit_log", "idempotency_keys", "rate_limits", "calendar_feeds",
  "two_factors", "lanes", "recurring_jobs", "integration_states", "integration_hours", "integration_signals",
  "email_suppressions", "email_events", "analytics_events",
  "payout_accounts", "transfers", "transfer_reversals",
  "announcements", "announcement_deliveries",
  "ledger_head", "booking_accounts", "disputes", "manual_payments", "stripe_movements", "reconciliations",
];

const exists = (field: string) => ({ [field]: { $exists: true } });

/** What must be there; the status page looks that it is (lib/integrations/database/probe.ts). */
export const wantedIndexes: Record<string, IndexDescription[]> = {
  users: [
    { key: { email: 1 }, unique: true },
    { key: { calendar_token: 1 }, unique: true, partialFilterExpression: exists("calendar_token") },
    // Two people never share an id for statistics, though they may share a browser.
    { key: { analytics_id: 1 }, unique: true, partialFilterExpression: exists("analytics_id") },
    // Whose cards these are: never two people's.
    { key: { stripe_customer_id: 1 }, unique: true, partialFilterExpression: exists("stripe_customer_id") },
  ],
  two_factors: [{ key: { user_id: 1 }, unique: true }],
  credentials: [
    { key: { user_id: 1 }, unique: true },
    { key: { email: 1 }, unique: true },
  ],
  sessions: [{ key: { token: 1 }, unique: true }, { key: { user_id: 1 } }, { key: { expires_at: 1 }, expireAfterSeconds: 0 }],
  verifications: [{ key: { identifier: 1 } }, { key: { expires_at: 1 }, expireAfterSeconds: 0 }],
  tutors: [
    { key: { user_id: 1 }, unique: true },
    { key: { slug: 1 }, unique: true },
    { key: { status: 1, is_published: 1 } },
    // One for each order of results, so that a page costs the same at any depth.
    { key: { status: 1, is_published: 1, rank: -1, _id: 1 } },
    { key: { status: 1, is_published: 1, score: -1, _id: 1 } },
    { key: { status: 1, is_published: 1, price_approx_usd: 1, _id: 1 } },
    { key: { categories: 1 } },
    { key: { market_id: 1 } },
    { key: { search_terms: 1 } },
    // The admin's queues: the oldest entry first.
    { key: { status: 1, submitted_at: 1 } },
    { key: { "proposal.submitted_at": 1 }, partialFilterExpression: exists("proposal.submitted_at") },
  ],
  bookings: [
    { key: { consumer_id: 1, created_at: -1 } },
    { key: { tutor_id: 1, created_at: -1 } },
    { key: { status: 1 } },
    // The lock. A live booking carries its five-minute cells, and no two live bookings of a coach, or of a
    // consumer, share one: of two writes that overlap anywhere, the database lets one win.
    { key: { tutor_id: 1, tutor_cells: 1 }, name: "tutor_slot_lock", unique: true, partialFilterExpression: exists("tutor_cells") },
    { key: { consumer_id: 1, consumer_cells: 1 }, name: "consumer_slot_lock", unique: true, partialFilterExpression: exists("consumer_cells") },
    // A consumer has three seats for holds; a fourth hold finds none free.
    { key: { consumer_id: 1, hold_seat: 1 }, name: "consumer_hold_seat", unique: true, partialFilterExpression: exists("hold_seat") },
    { key: { tutor_id: 1, consumer_id: 1 }, name: "one_trial", unique: true, partialFilterExpression: exists("trial_lock") },
    // What is busy between two instants, for the slot tables.
    { key: { tutor_id: 1, starts_at: 1 }, name: "tutor_busy", partialFilterExpression: exists("tutor_cells") },
    { key: { consumer_id: 1, starts_at: 1 } },
    { key: { tutor_user_id: 1, status: 1, starts_at: 1 } },
    // What the coaches are owed, by when it was settled.
    { key: { settled_at: 1 }, partialFilterExpression: exists("settled_at") },
    { key: { package_purchase_id: 1 }, partialFilterExpression: exists("package_purchase_id") },
  ],
  reviews: [{ key: { booking_id: 1 }, unique: true }, { key: { tutor_id: 1, created_at: -1 } }],
  payments: [
    // One payment a booking: two requests for it, however close, share one operation and one intent.
    { key: { booking_id: 1 }, unique: true },
    { key: { stripe_payment_intent_id: 1 }, unique: true, partialFilterExpression: exists("stripe_payment_intent_id") },
    { key: { consumer_id: 1, created_at: -1 } },
    { key: { package_purchase_id: 1 }, partialFilterExpression: exists("package_purchase_id") },
    // A person's own list of what they paid.
    { key: { consumer_id: 1, paid_at: -1, _id: -1 } },
  ],
  refunds: [
    // One row a reason: two clicks, two admins or two workers order the same money once.
    { key: { source: 1 }, unique: true },
    { key: { stripe_refund_id: 1 }, unique: true, partialFilterExpression: { stripe_refund_id: { $type: "string" } } },
    { key: { booking_id: 1 } },
    { key: { payment_id: 1 } },
    { key: { consumer_id: 1, created_at: -1, _id: -1 } },
    { key: { status: 1, created_at: 1 } },
  ],
  packages: [
    // A coach has six seats for packages.
    { key: { tutor_id: 1, seat: 1 }, name: "tutor_package_seat", unique: true, partialFilterExpression: exists("seat") },
    // The same twice is one.
    { key: { tutor_id: 1, duration_minutes: 1, sessions: 1 }, name: "one_package_of_a_kind", unique: true, partialFilterExpression: exists("seat") },
  ],
  package_purchases: [
    // One open order per client and package: two presses, two tabs and two devices share it, and so its payment.
    { key: { consumer_id: 1, package_id: 1 }, name: "one_open_order", unique: true, partialFilterExpression: exists("is_open") },
    // One charge buys one package.
    { key: { stripe_payment_intent_id: 1 }, unique: true, partialFilterExpression: exists("stripe_payment_intent_id") },
    { key: { consumer_id: 1, created_at: -1 } },
    { key: { tutor_user_id: 1, status: 1, created_at: -1 } },
  ],
  payout_accounts: [
    // One row a coach, and so one account: ten presses at once find the row of the first.
    { key: { tutor_id: 1 }, unique: true },
    { key: { stripe_account_id: 1 }, unique: true, partialFilterExpression: exists("stripe_account_id") },
    { key: { synced_at: 1 } },
  ],
  transfers: [
    // One row a booking: the coach's share is sent once.
    { key: { booking_id: 1 }, unique: true },
    { key: { stripe_transfer_id: 1 }, unique: true, partialFilterExpression: { stripe_transfer_id: { $type: "string" } } },
    { key: { tutor_id: 1, status: 1, due_at: 1 } },
    { key: { status: 1, due_at: 1 } },
    { key: { stripe_account_id: 1, destination_payment_id: 1 } },
    { key: { payout_id: 1 } },
  ],
  transfer_reversals: [
    // One row for each share that the coach is to end with: two refunds heard twice take nothing back twice.
    { key: { source: 1 }, unique: true },
    { key: { transfer_id: 1 } },
    { key: { tutor_id: 1, status: 1 } },
    { key: { status: 1, updated_at: 1 } },
  ],
  payouts: [{ key: { tutor_id: 1, created_at: -1 } }],
  ledger_entries: [
    // A fact is booked once, whoever learns of it.
    { key: { source: 1 }, unique: true },
    // The chain: a number is given once, and looking for entries without one costs nothing while there are none.
    { key: { seq: 1 }, unique: true, partialFilterExpression: exists("seq") },
    { key: { is_unnumbered: 1, created_at: 1, _id: 1 }, partialFilterExpression: exists("is_unnumbered") },
    { key: { booking_id: 1, created_at: 1, _id: 1 } },
    { key: { created_at: -1, _id: -1 } },
    { key: { day: 1 } },
    // What reconciliation walks along.
    { key: { "stripe.key": 1, _id: 1 }, partialFilterExpression: exists("stripe.key") },
  ],
  // Stripe's ids are the keys of `disputes` and `stripe_movements`.
  disputes: [{ key: { booking_id: 1 } }, { key: { status: 1, created_at: 1 } }],
  manual_payments: [
    // The same request twice is one payment.
    { key: { request_key: 1 }, unique: true },
    { key: { booking_id: 1, created_at: 1 } },
    { key: { status: 1, created_at: 1 } },
  ],
  stripe_movements: [{ key: { key: 1, _id: 1 } }, { key: { created_at: 1 } }],
  reconciliations: [
    // One at a time: of two admins who press, one is told that it runs.
    { key: { is_running: 1 }, unique: true, partialFilterExpression: exists("is_running") },
    { key: { started_at: -1 } },
  ],
  sponsorships: [
    // One live sponsorship a coach: of two purchases at once, one is refused.
    { key: { tutor_id: 1, is_live: 1 }, name: "one_live_sponsorship", unique: true, partialFilterExpression: exists("is_live") },
    { key: { stripe_subscription_id: 1 }, unique: true, partialFilterExpression: { stripe_subscription_id: { $type: "string" } } },
    { key: { tutor_id: 1, created_at: -1 } },
    // What a charge paid for.
    { key: { "paid_invoices.charge_id": 1 } },
    // Who is promoted now.
    { key: { promoted_until: 1 }, name: "promoted", partialFilterExpression: exists("is_live") },
    { key: { created_at: -1, _id: -1 } },
  ],
  pricing_policies: [{ key: { market_id: 1, version: -1 }, unique: true }],
  // One row a reason: what must happen once cannot be written twice.
  outbox: [
    { key: { key: 1 }, unique: true },
    // What is due in one lane, the longest first.
    { key: { status: 1, lane: 1, run_at: 1 } },
    // Whether a row of the same order comes before.
    { key: { order_key: 1, due_at: 1 } },
    // What went through lately, and what is old enough to go.
    { key: { status: 1, done_at: 1 } },
  ],
  webhook_events: [{ key: { status: 1, run_at: 1 } }, { key: { received_at: -1 } }, { key: { status: 1, done_at: 1 } }],
  images: [
    { key: { public_id: 1 }, unique: true },
    { key: { owner_id: 1, created_at: -1 } },
    // What the migration to Cloudinary still has to move.
    { key: { provider: 1, _id: 1 } },
  ],
  calendar_feeds: [
    { key: { tutor_id: 1, url: 1 }, unique: true },
    // A coach has five seats for calendars.
    { key: { tutor_id: 1, seat: 1 }, name: "tutor_calendar_seat", unique: true },
    { key: { run_at: 1 } },
  ],
  notifications: [
    { key: { key: 1 }, unique: true },
    { key: { user_id: 1, read_at: 1, created_at: -1 } },
    { key: { user_id: 1, created_at: -1, _id: -1 } },
    { key: { user_id: 1, kind: 1, created_at: -1, _id: -1 } },
    // What the streams go by: a number is given once, and looking for rows without one costs nothing while there are none.
    { key: { seq: 1 }, unique: true, partialFilterExpression: exists("seq") },
    { key: { user_id: 1, seq: 1 }, partialFilterExpression: exists("seq") },
    { key: { is_unnumbered: 1, created_at: 1 }, partialFilterExpression: exists("is_unnumbered") },
  ],
  audit_log: [{ key: { subject_id: 1, created_at: -1 } }, { key: { created_at: -1 } }],
  integration_hours: [{ key: { service: 1, hour: 1 } }, { key: { expires_at: 1 }, expireAfterSeconds: 0 }],
  invites: [
    { key: { token: 1 }, unique: true },
    // One that waits per coach and address: of two at once, one is refused.
    { key: { tutor_id: 1, waiting_for: 1 }, name: "one_waiting_invite", unique: true, partialFilterExpression: exists("waiting_for") },
    { key: { tutor_id: 1, created_at: -1 } },
    { key: { tutor_user_id: 1 } },
    { key: { user_id: 1 }, partialFilterExpression: exists("user_id") },
    { key: { waiting_for: 1 }, partialFilterExpression: exists("waiting_for") },
    // Addresses of strangers leave by themselves.
    { key: { forget_at: 1 }, expireAfterSeconds: 0 },
  ],
  email_suppressions: [{ key: { user_id: 1 } }],
  // Resend tries a report for a day; a month later nobody needs to know that it came.
  email_events: [{ key: { received_at: 1 }, expireAfterSeconds: 30 * 24 * 60 * 60 }],
  analytics_events: [
    { key: { event: 1, at: 1 } },
    { key: { person: 1, at: 1 }, partialFilterExpression: { person: { $type: "string" } } },
    { key: { at: 1 }, expireAfterSeconds: policy.analytics_kept_days * 86_400 },
  ],
  announcements: [{ key: { created_at: -1 } }],
  // That nobody gets an announcement twice is the primary key's doing: it is made of the announcement and the person.
  announcement_deliveries: [{ key: { announcement_id: 1, state: 1, _id: 1 } }, { key: { user_id: 1 } }],
  rate_limits: [{ key: { expires_at: 1 }, expireAfterSeconds: 0 }],
};

/**
 * Creates what is missing, one after another and before any traffic, and changes nothing that is there. Two processes
 * may start at once: whoever comes second finds the collection made.
 */
export async function ensureCollections(db: Db): Promise<void> {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const name of collectionNames) {
    if (!present.has(name)) {
      await db.createCollection(name).catch((error: unknown) => {
        if (!isNamespaceExists(error)) throw error;
      });
    }
    const wanted = wantedIndexes[name];
    if (wanted) await db.collection(name).createIndexes(wanted);
  }
}

function isNamespaceExists(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === 48;
}
