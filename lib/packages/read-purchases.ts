import "server-only";
import { listBookedFrom } from "@/lib/bookings/package-store";
import type { BookingDocument, BookingStatus } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import type { Money } from "@/lib/core/money";
import { nameOfNobody } from "@/lib/core/name";
import { findPaymentOfBooking } from "@/lib/payments/store";
import type { RefundStatus } from "@/lib/refunds/schema";
import { listRefundsOf } from "@/lib/refunds/store";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import { findTutor, findTutors } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { findUsers } from "@/lib/users/store";
import { findPurchase, findUsable, listBoughtBy, listSoldBy } from "./purchase-store";
import { type PurchaseView, type SoldPackageView, toPurchaseView, toSoldPackageView } from "./purchase-view";

/** A session that was booked from a package. */
export interface PackageSession {
  id: string;
  starts_at: string;
  ends_at: string;
  subject: string;
  status: BookingStatus;
  /** It was called off in time and can be booked again. */
  is_returned: boolean;
}

export interface PurchasePage {
  purchase: PurchaseView;
  sessions: PackageSession[];
  payment: { id: string; paid_at: string | null; card: { brand: string; last4: string } | null } | null;
  refund: { amount: Money; status: RefundStatus } | null;
}

/** All packages that somebody bought, those that can be used first. */
export async function listOwnPurchases(userId: string, now: Date): Promise<PurchaseView[]> {
  const purchases = await listBoughtBy(userId);
  const [tutors, ahead] = await Promise.all([findTutors([...new Set(purchases.map(({ tutor_id }) => tutor_id))]), countsAhead(purchases.map(({ _id }) => _id), now)]);
  const byId = new Map(tutors.map((tutor) => [tutor._id, tutor]));
  const views = purchases.flatMap((purchase) => {
    const tutor = byId.get(purchase.tutor_id);
    return tutor ? [toPurchaseView({ purchase, tutor, sessions_ahead: ahead.get(purchase._id) ?? 0, now })] : [];
  });
  return views.toSorted((a, b) => Number(b.status === "active") - Number(a.status === "active"));
}

/** One of them, paid or ordered, with what was booked from it; null for everybody else, whether it exists or not. */
export async function findOwnPurchase({ purchase_id, user_id, now }: { purchase_id: string; user_id: string; now: Date }): Promise<PurchasePage | null> {
  const purchase = await findPurchase(purchase_id);
  if (purchase?.consumer_id !== user_id) return null;
  const [tutor, booked, payment, refunds] = await Promise.all([findTutor(purchase.tutor_id), listBookedFrom([purchase_id]), findPaymentOfBooking(purchase_id), listRefundsOf(purchase_id)]);
  if (!tutor) return null;
  const refund = refunds.findLast(({ replaced_by }) => replaced_by === null);
  return {
    purchase: toPurchaseView({ purchase, tutor, sessions_ahead: booked.filter((booking) => isAhead(booking, now)).length, now }),
    sessions: booked.map(toPackageSession),
    payment: payment && { id: payment._id, paid_at: payment.paid_at?.toISOString() ?? null, card: payment.card },
    refund: refund ? { amount: { amount: refund.amount, currency: refund.currency }, status: refund.status } : null,
  };
}

/** Everything that a coach has sold. Throws 404 for whoever is no coach. */
export async function listSoldPackages({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<SoldPackageView[]> {
  const tutor = await requireOwnTutor(user, now);
  const purchases = await listSoldBy(user.id);
  const [clients, ahead] = await Promise.all([findUsers([...new Set(purchases.map(({ consumer_id }) => consumer_id))]), countsAhead(purchases.map(({ _id }) => _id), now)]);
  const names = new Map(clients.map(({ _id, name }) => [_id, name]));
  return purchases.map((purchase) => toSoldPackageView({ purchase, tutor, sessions_ahead: ahead.get(purchase._id) ?? 0, client_name: names.get(purchase.consumer_id) ?? nameOfNobody, now }));
}

export interface PackageLeft {
  id: string;
  remaining: number;
  sessions: number;
}

/** What a held session could be booked from instead of being paid by card; null where there is nothing. A trial has a price of its own. */
export async function findPackageFor({ booking_id, consumer_id, now }: { booking_id: string; consumer_id: string; now: Date }): Promise<PackageLeft | null> {
  const booking = await findBooking(booking_id);
  if (booking?.consumer_id !== consumer_id || booking.is_trial) return null;
  const { tutor_id, duration_minutes, starts_at } = booking;
  const found = await findUsable({ consumer_id, tutor_id, duration_minutes, starts_at, now });
  return found && { id: found._id, remaining: found.remaining, sessions: found.sessions };
}

async function countsAhead(purchaseIds: string[], now: Date): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const booking of await listBookedFrom(purchaseIds)) {
    const id = booking.package_purchase_id ?? "";
    if (isAhead(booking, now)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function isAhead({ status, starts_at }: BookingDocument, now: Date): boolean {
  return status === "confirmed" && starts_at > now;
}

function toPackageSession({ _id: id, starts_at, ends_at, subject, status, cancellation }: BookingDocument): PackageSession {
  return { id, starts_at: starts_at.toISOString(), ends_at: ends_at.toISOString(), subject, status, is_returned: cancellation?.returns_session ?? false };
}
