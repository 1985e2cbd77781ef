import { dateInZone } from "@/lib/core/time";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { postPackageCaptured } from "@/lib/ledger/post-package";
import { planPackageTasks } from "@/lib/packages/plan-package-tasks";
import { expiryOf, packagePrice } from "@/lib/packages/rules";
import type { PackageDocument, PackagePurchaseDocument } from "@/lib/packages/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { SeedData } from "./build-data.ts";
import { demoLogins } from "./demo-logins.ts";
import { seedId } from "./deterministic.ts";
import { payAtEmulator } from "./pay-at-emulator.ts";
import { syncDocuments, type SyncResult } from "./sync-documents.ts";

const kinds = [
  { sessions: 5, discount_percent: 10, valid_days: 90 },
  { sessions: 10, discount_percent: 15, valid_days: 180 },
] as const;

/** Two packages of the coach whom one can sign in as, and one of them bought by the client whom one can sign in as. What was done with that one since stays. */
export async function seedPackages({ users, tutors }: SeedData, now: Date): Promise<SyncResult> {
  const idOf = (email: string) => users.find((user) => user.email === email)?._id ?? "";
  const [client, coach] = [idOf(demoLogins[0].email), idOf(demoLogins[1].email)];
  const tutor = tutors.find(({ user_id }) => user_id === coach);
  if (!tutor) throw new Error("the coach of the demonstration is not there");
  const offers = kinds.map((kind, seat): PackageDocument => {
    const dates = { withdrawn_at: null, created_at: tutor.created_at, updated_at: tutor.created_at };
    return { _id: seedId("package", `${kind.sessions} of ${tutor.slug}`), tutor_id: tutor._id, tutor_user_id: coach, seat, duration_minutes: tutor.default_duration_minutes, ...kind, ...dates };
  });
  const result = await syncDocuments(collections().packages, offers);
  const [offer] = offers;
  const consumer_timezone = users.find(({ _id }) => _id === client)?.timezone ?? "UTC";
  if (offer) await buyOnce({ offer, tutor, consumer_id: client, consumer_timezone, now });
  return result;
}

interface Bought {
  offer: PackageDocument;
  tutor: TutorDocument;
  consumer_id: string;
  consumer_timezone: string;
  now: Date;
}

async function buyOnce({ offer, tutor, consumer_id, consumer_timezone, now }: Bought): Promise<void> {
  const _id = seedId("package_purchase", offer._id);
  if (await collections().package_purchases.findOne({ _id })) return;
  const bought_at = new Date(new Date(`${dateInZone(now, "UTC")}T09:00:00Z`).getTime() - 10 * 86_400_000);
  const { duration_minutes, sessions, discount_percent, valid_days } = offer;
  const price = packagePrice({ single_price: tutor.price_from, sessions, discount_percent });
  const purchase: PackagePurchaseDocument = {
    ...{ _id, package_id: offer._id, consumer_id, consumer_timezone, tutor_id: tutor._id, tutor_user_id: tutor.user_id, status: "active", duration_minutes, sessions, single_price: tutor.price_from },
    ...{ discount_percent, price, currency: tutor.currency, market_id: tutor.market_id, fee_basis_points: 1_000, cancellation_preset: tutor.cancellation_preset, valid_days },
    ...{ remaining: sessions, remaining_value: price, bought_at, expires_at: expiryOf(offer, bought_at), created_at: bought_at, updated_at: bought_at },
  };
  const payment: PaymentDocument = {
    ...{ _id: seedId("payment", _id), booking_id: _id, consumer_id, tutor_id: tutor._id, amount: price, currency: tutor.currency, status: "succeeded", stripe_charge_id: null },
    ...{ card: { brand: "visa", last4: "4242" }, failure_message: null, refund_amount: 0, paid_at: bought_at, refunded_at: null, created_at: bought_at, updated_at: bought_at },
  };
  await syncDocuments(collections().payments, [payment]);
  await payAtEmulator([purchase]);
  const charge_id = (await collections().payments.findOne({ _id: payment._id }))?.stripe_charge_id ?? null;
  await withTransaction(async (session) => {
    await postPackageCaptured({ purchase, payment, charge_id, now: bought_at, session });
    await planPackageTasks({ purchase, now, session });
    await collections().package_purchases.insertOne(purchase, { session });
  });
}
