import { aTutor, aUser, now } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import { findSessionIntent } from "@/lib/integrations/stripe/session-payments";
import { settlePayment } from "@/lib/payments/settle-payment";
import type { TutorDocument } from "@/lib/tutors/schema";
import { createPackageIntent } from "./create-package-intent";
import { orderPackage } from "./order-package";
import { findPurchase } from "./purchase-store";
import type { PackageDocument, PackagePurchaseDocument, PackageTerms } from "./schema";

/** For tests: five sessions of 50.00 at 10 % off, ordered and not paid unless said otherwise; not stored. */
export function aPurchase(parts: Partial<PackagePurchaseDocument> = {}): PackagePurchaseDocument {
  return {
    ...{ _id: newId("package_purchase"), package_id: newId("package"), consumer_id: "user_1", consumer_timezone: "UTC", tutor_id: "tutor_1", tutor_user_id: "user_of_tutor_1", status: "ordered" },
    ...{ duration_minutes: 60, sessions: 5, single_price: 5_000, discount_percent: 10, price: 22_500, currency: "usd", market_id: "US_USD", fee_basis_points: 1_000 },
    ...{ cancellation_preset: "moderate", valid_days: 90, remaining: 0, remaining_value: 0, bought_at: null, expires_at: null, created_at: now, updated_at: now },
    ...parts,
  };
}

/** Offered by this coach, the first time that it is asked for; answers its id. */
export async function anOffer(tutor: Pick<TutorDocument, "_id" | "user_id">, terms: Partial<PackageTerms> = {}): Promise<string> {
  const offered = await collections().packages.find({ tutor_id: tutor._id }).toArray();
  const same = offered.find(({ sessions }) => sessions === (terms.sessions ?? 5));
  if (same) return same._id;
  const offer: PackageDocument = {
    ...{ _id: newId("package"), tutor_id: tutor._id, tutor_user_id: tutor.user_id, seat: offered.length, duration_minutes: 60, sessions: 5, discount_percent: 10, valid_days: 90 },
    ...{ withdrawn_at: null, created_at: now, updated_at: now },
    ...terms,
  };
  await collections().packages.insertOne(offer);
  return offer._id;
}

/** Pays an intent at Stripe('s emulator) with this test card, and settles it as the browser, the webhook and the poll do. */
export async function payIntent(intentId: string, at: Date, card = "pm_card_visa") {
  await stripe().paymentIntents.confirm(intentId, { payment_method: card, return_url: "http://localhost:3000/packages" });
  const paid = await findSessionIntent(intentId);
  if (!paid) throw new Error("Stripe lost it");
  return { paid, settlement: await settlePayment(paid, at) };
}

export interface BoughtPackage {
  purchase: PackagePurchaseDocument;
  tutor: TutorDocument;
  user: { id: string; market_id: string; timezone: string };
  intent_id: string;
}

/** A package that was really paid for. */
export async function aBoughtPackage({ tutor: given, terms = {}, user_id }: { tutor?: TutorDocument; terms?: Partial<PackageTerms>; user_id?: string } = {}): Promise<BoughtPackage> {
  const tutor = given ?? (await aTutor());
  const id = user_id ?? (await aUser())._id;
  const user = { id, market_id: "US_USD", timezone: "America/New_York" };
  const { _id } = await orderPackage({ package_id: await anOffer(tutor, terms), user, now });
  const { intent } = await createPackageIntent({ package_purchase_id: _id, user_id: id, now });
  await payIntent(intent.id, now);
  return { purchase: await purchaseNow(_id), tutor, user, intent_id: intent.id };
}

export async function purchaseNow(id: string): Promise<PackagePurchaseDocument> {
  const purchase = await findPurchase(id);
  if (!purchase) throw new Error(`${id} is gone`);
  return purchase;
}
