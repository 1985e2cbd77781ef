import "server-only";
import type { ClientSession } from "mongodb";
import { draftBooking } from "@/lib/bookings/draft-booking";
import { dropOwnHold, insertBooked } from "@/lib/bookings/package-store";
import { planCompletion } from "@/lib/bookings/plan-completion";
import { refuse } from "@/lib/bookings/require-booking";
import type { BookingDocument } from "@/lib/bookings/schema";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { postSessionBooked } from "@/lib/ledger/post-package";
import { addConfirmationMails } from "@/lib/payments/confirmation-mails";
import { findPaymentOfBooking, insertPayment } from "@/lib/payments/store";
import { tellOfBooking } from "@/lib/payments/tell-of-booking";
import { planReminders } from "@/lib/reminders/plan-reminders";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import type { PackageBooking } from "./book-with-package";
import { findPurchase, spend } from "./purchase-store";
import { nextPart, whyNotBook } from "./rules";
import type { PackagePurchaseDocument } from "./schema";

interface Taking {
  order: PackageBooking;
  purchase: PackagePurchaseDocument;
  tutor: TutorDocument;
}

/**
 * The slot and the package's session in one transaction: both are taken, or neither, and all that follows from it with them.
 * Requests for the same package meet at its row and come one after another. Throws MongoDB's duplicate key error (11000) where
 * the time is taken, and 409 where no session is left.
 */
export function takeSession({ order, purchase: { _id: purchase_id }, tutor }: Taking): Promise<BookingDocument> {
  const { user, consumer_timezone, starts_at, subject, now } = order;
  return withTransaction(async (session) => {
    const purchase = await findPurchase(purchase_id, session);
    if (!purchase) throw new Error(`${purchase_id} is gone`);
    refuse(whyNotBook(purchase, { starts_at, now }));
    await requireTeaching(tutor._id, session);
    const part = nextPart(purchase);
    if (!(await spend({ purchase, part, now, session }))) throw new AppError("conflict", "This package has just changed. Look at it again.");

    const { duration_minutes, fee_basis_points, cancellation_preset, currency, market_id } = purchase;
    const draft = draftBooking({ tutor, order: { consumer_id: user.id, consumer_timezone, starts_at, subject }, terms: { duration_minutes, price: part, fee_basis_points, cancellation_preset }, now });
    const booking: BookingDocument = { ...draft, currency, market_id, status: "confirmed", confirmed_at: now, package_purchase_id: purchase_id, returns_to_package: true };
    await dropOwnHold({ ...booking, now, session });
    await insertBooked(booking, session);
    await payFromPackage({ booking, now, session });
    await postSessionBooked({ purchase, booking, part, now, session });
    await addConfirmationMails({ booking, now, session });
    await tellOfBooking({ booking, tutor, consumer: await findUser(user.id, session), now, session });
    await planReminders({ booking, now, session });
    await planCompletion({ booking, now, session });
    return booking;
  });
}

async function requireTeaching(tutorId: string, session: ClientSession): Promise<void> {
  if ((await findTutor(tutorId, session))?.status === "approved") return;
  throw new AppError("conflict", "This coach takes no bookings any more. Nothing of your package was used.", { details: { reason: "coach_gone" } });
}

/** The session's payment: its part of what was charged for the package. Refunds and the coach's transfer come out of that charge. */
async function payFromPackage({ booking, now, session }: { booking: BookingDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, package_purchase_id = "", consumer_id, tutor_id, price: amount, currency } = booking;
  const ofPackage = await findPaymentOfBooking(package_purchase_id, session);
  if (!ofPackage) throw new Error(`${package_purchase_id} was bought without a payment`);
  const { stripe_charge_id, card } = ofPackage;
  const nothingYet = { failure_message: null, refund_amount: 0, refunded_at: null };
  await insertPayment({ _id: newId("payment"), booking_id, package_purchase_id, consumer_id, tutor_id, amount, currency, status: "succeeded", stripe_charge_id, card, ...nothingYet, paid_at: now, created_at: now, updated_at: now }, session);
}
