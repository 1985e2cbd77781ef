import "server-only";
import { renderMail } from "@/emails/render-mail";
import { env } from "@/lib/config/env";
import { splitPrice } from "@/lib/core/money";
import { NoLongerNeeded, PermanentFailure } from "@/lib/jobs/queue";
import type { MailTask } from "@/lib/outbox/schema";
import { isCoachGone } from "@/lib/packages/is-coach-gone";
import { findPurchase } from "@/lib/packages/purchase-store";
import { refundOfUnused } from "@/lib/packages/rules";
import type { EndedBy, PackagePurchaseDocument } from "@/lib/packages/schema";
import { findPaymentOfBooking } from "@/lib/payments/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import type { UserDocument } from "@/lib/users/schema";
import { findUser } from "@/lib/users/store";
import type { ComposedMail } from "./account-mail";
import { readerOf, requireRecipient } from "./recipient";

type PackageTemplate = "package-bought" | "package-sold" | "package-expiring" | "package-ended";
export type PackageTask = Extract<MailTask, { template: PackageTemplate }>;

/** The mails about a package, from what stands in the database when they are sent. */
export async function packageMail(task: PackageTask, now: Date): Promise<ComposedMail> {
  const user = await requireRecipient(task.recipient_id);
  const purchase = await findPurchase(task.purchase_id);
  const tutor = purchase && (await findTutor(purchase.tutor_id));
  const consumer = purchase && (await findUser(purchase.consumer_id));
  if (!purchase || !tutor || !consumer) throw new PermanentFailure(`nothing to say in ${task.template} about ${task.purchase_id}`);
  return { to: user.email, content: await render({ task, user, purchase, tutor, consumer, now }) };
}

interface Facts {
  task: PackageTask;
  user: UserDocument;
  purchase: PackagePurchaseDocument;
  tutor: TutorDocument;
  consumer: UserDocument;
  now: Date;
}

async function render({ task, user, purchase, tutor, consumer, now }: Facts) {
  const { app_url } = env();
  const is_for_coach = user._id !== purchase.consumer_id;
  const recipient = readerOf(user);
  const package_url = is_for_coach ? `${app_url}/coach/packages` : `${app_url}/packages/${purchase._id}`;
  const { currency, price, sessions, duration_minutes } = purchase;
  const expires_at = purchase.expires_at ?? purchase.created_at;
  switch (task.template) {
    case "package-bought": {
      const payment = await requirePayment(purchase);
      const receipt = { receipt_number: payment._id, paid_at: payment.paid_at ?? payment.created_at, amount: { amount: price, currency }, card: payment.card };
      return renderMail("package-bought", { app_url, recipient, coach_name: tutor.name, sessions, duration_minutes, expires_at, ...receipt, package_url, receipt_url: `${package_url}/receipt` });
    }
    case "package-sold": {
      const { share } = splitPrice(Math.floor(price / sessions), purchase.fee_basis_points);
      const money = { price: { amount: price, currency }, receives_each: { amount: share, currency } };
      return renderMail("package-sold", { app_url, recipient: { ...recipient, timezone: tutor.availability.timezone }, client_name: consumer.name, sessions, duration_minutes, expires_at, ...money, packages_url: package_url });
    }
    case "package-expiring": {
      requireStillTrue(task, purchase, now);
      const { refund } = refundOfUnused({ purchase, by: "expiry", is_coach_gone: isCoachGone(tutor) });
      return renderMail("package-expiring", { app_url, recipient, coach_name: tutor.name, sessions_left: purchase.remaining, expires_at, refund: { amount: refund, currency }, package_url });
    }
    case "package-ended": {
      const { ended } = purchase;
      if (!ended) throw new PermanentFailure(`${purchase._id} has not ended`);
      const { share } = splitPrice(ended.kept_amount, purchase.fee_basis_points);
      const { card } = await requirePayment(purchase);
      return renderMail("package-ended", {
        ...{ app_url, recipient, reader: is_for_coach ? "coach" : "client", other: { name: is_for_coach ? consumer.name : tutor.name }, ended_by: endedBy(ended.by), sessions_left: ended.sessions_left },
        ...{ refund: { amount: ended.refund_amount, currency }, card, receives: share > 0 ? { amount: share, currency } : null, package_url },
      });
    }
  }
}

/** Nobody is told of an end that was put off, or of one that takes nothing away. */
function requireStillTrue({ expires_at }: Extract<PackageTask, { template: "package-expiring" }>, purchase: PackagePurchaseDocument, now: Date): void {
  const forget = (why: string) => new NoLongerNeeded(`package-expiring of ${purchase._id}: ${why}`);
  if (purchase.status !== "active") throw forget(`it is ${purchase.status}`);
  if (purchase.expires_at?.getTime() !== expires_at.getTime()) throw forget("it was extended");
  if (purchase.remaining === 0) throw forget("all its sessions are booked");
  if (expires_at <= now) throw forget("its time is over");
}

async function requirePayment({ _id }: PackagePurchaseDocument) {
  const payment = await findPaymentOfBooking(_id);
  if (!payment) throw new PermanentFailure(`${_id} was bought without a payment`);
  return payment;
}

function endedBy(by: EndedBy): "client" | "coach" | "expiry" | "us" {
  return by === "bank" || by === "maestrohub" ? "us" : by;
}
