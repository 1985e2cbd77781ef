import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { track } from "@/lib/integrations/analytics/track";
import { notePayment } from "@/lib/integrations/monitoring/business";
import type { SessionIntent } from "@/lib/integrations/stripe/session-payments";
import { wake } from "@/lib/jobs/wake";
import { postPackageCaptured } from "@/lib/ledger/post-package";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { Settlement } from "@/lib/payments/settle-payment";
import { settleUnpaid } from "@/lib/payments/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { closePurchase } from "./close-purchase";
import { planPackageTasks } from "./plan-package-tasks";
import { activate, findPurchase } from "./purchase-store";
import { expiryOf } from "./rules";
import type { PackagePurchaseDocument } from "./schema";
import { tellOfPurchase } from "./tell-of-purchase";

interface Settling {
  intent: SessionIntent;
  payment: PaymentDocument;
  now: Date;
}

/**
 * The package's half of settlePayment (lib/payments), which has checked that this intent is what was ordered: the payment's
 * conditional move, the package and its mails are one transaction, and whoever comes second finds it done. Where the coach, or the
 * client, is gone by now, everything goes back at once.
 */
export async function settlePurchase({ intent, payment, now }: Settling): Promise<Settlement> {
  const { booking_id } = payment;
  const isNew = await withTransaction(async (session) => {
    if (!(await settleUnpaid({ id: payment._id, intent, now, session }))) return false;
    await record({ intent, payment, now, session });
    return true;
  });
  wake("outbox");
  const settled = await findPurchase(booking_id);
  const isBought = settled?.ended?.by !== "maestrohub";
  if (isNew && isBought) {
    notePayment({ amount: payment.amount, currency: payment.currency, method: "card" });
    track("payment_completed", payment.consumer_id, { amount: payment.amount, method: "card" });
  }
  return { booking_id, outcome: isBought ? "confirmed" : "refunded" };
}

async function record({ intent, payment, now, session }: Settling & { session: ClientSession }): Promise<void> {
  const order = await findPurchase(payment.booking_id, session);
  if (!order) throw new Error(`payment ${payment._id} is for a package that is not there`);
  await postPackageCaptured({ purchase: order, payment, charge_id: intent.charge_id, now, session });
  const purchase = await activateOrder({ order, intent, now, session });
  const tutor = await findTutor(order.tutor_id, session);
  const consumer = await findUser(order.consumer_id, session);
  if (tutor?.status !== "approved" || !consumer || consumer.deleted_at) {
    await closePurchase({ purchase, by: "maestrohub", is_coach_told: false, now, session });
    return;
  }
  await planPackageTasks({ purchase, now, session });
  await tellOfPurchase({ purchase, tutor, consumer, now, session });
}

async function activateOrder({ order, intent, now, session }: { order: PackagePurchaseDocument; intent: SessionIntent; now: Date; session: ClientSession }): Promise<PackagePurchaseDocument> {
  const facts = { stripe_payment_intent_id: intent.id, bought_at: now, expires_at: expiryOf(order, now), remaining: order.sessions, remaining_value: order.price };
  if (!(await activate({ purchase: order, facts, now, session }))) throw new Error(`${order._id} is ${order.status}, and was paid for just now`);
  return { ...order, ...facts, status: "active" };
}
