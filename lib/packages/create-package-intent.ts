import "server-only";
import { AppError } from "@/lib/core/errors";
import type { SessionIntent } from "@/lib/integrations/stripe/session-payments";
import { requireTeachingCoach } from "@/lib/payments/create-intent";
import { orderIntent } from "@/lib/payments/order-intent";
import type { WayToPay } from "@/lib/payments/ways-to-pay";
import { requirePurchase } from "./require-purchase";

interface PackageIntentOrder extends WayToPay {
  package_purchase_id: string;
  user_id: string;
  now: Date;
}

/** The PaymentIntent for an ordered package, at the order's own price: one, however often it is asked for, and with whichever card. */
export async function createPackageIntent(order: PackageIntentOrder): Promise<{ intent: SessionIntent; amount: number }> {
  const { package_purchase_id: purchase_id, user_id, now, ...way } = order;
  const purchase = await requirePurchase({ purchase_id, user_id, as: "client" });
  if (purchase.status !== "ordered") throw new AppError("conflict", "This package is already paid for.", { details: { reason: "confirmed" } });
  if (!purchase.is_open) {
    throw new AppError("conflict", "The coach has changed this package since. Nothing was charged; look at it again.", {
      details: { reason: "terms_changed" },
    });
  }
  const tutor = await requireTeachingCoach(purchase.tutor_id);
  const { _id: booking_id, consumer_id, tutor_id, price: amount, currency, sessions, duration_minutes } = purchase;
  const description = `${sessions} sessions of ${duration_minutes} minutes with ${tutor.name}`;
  return orderIntent({ booking_id, consumer_id, tutor_id, amount, currency, description, way, now });
}
