import { newId } from "@/lib/core/id";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { SponsorshipDocument } from "./schema";

const day_ms = 86_400_000;

/** For tests: paid for another week at `at`, and shown three days longer. */
export function makeSponsorship({ tutor, at }: { tutor: Pick<TutorDocument, "_id" | "user_id">; at: Date }): SponsorshipDocument {
  return {
    ...{ _id: newId("sponsorship"), tutor_id: tutor._id, user_id: tutor.user_id, market_id: "US_USD", weeks: 4, amount: 6_000, currency: "usd", status: "active", is_live: true },
    ...{ stripe_price_id: "price_1", stripe_customer_id: "cus_1", stripe_checkout_id: null, stripe_subscription_id: null },
    ...{ paid_until: new Date(at.getTime() + 7 * day_ms), promoted_until: new Date(at.getTime() + 10 * day_ms), cancel_at_period_end: false },
    ...{ paid_invoices: [], unpaid_invoice: null, ended_at: null, revision: 0, created_at: at, updated_at: at },
  };
}
