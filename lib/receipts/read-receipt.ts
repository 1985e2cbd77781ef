import "server-only";
import { lacksTwoFactor, type SessionUser } from "@/lib/auth/session";
import { findBooking } from "@/lib/bookings/store";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { nameOfNobody } from "@/lib/core/name";
import { listDisputesOf } from "@/lib/disputes/store";
import { listManualPaymentsOf } from "@/lib/manual-payments/store";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { makeReceipt } from "./rules";
import type { Receipt } from "./schema";

/** The receipt of a booking for whoever paid it, and for admins; null for everybody else, and while nothing was paid. */
export async function findReceipt({ booking_id, viewer }: { booking_id: string; viewer: SessionUser }): Promise<Receipt | null> {
  const booking = await findBooking(booking_id);
  if (!booking || !maySee(viewer, booking.consumer_id)) return null;
  const [payment, refunds, manual, disputes, client, tutor] = await Promise.all([
    findPaymentOfBooking(booking_id),
    listRefundsOf(booking_id),
    listManualPaymentsOf(booking_id),
    listDisputesOf(booking_id),
    findUser(booking.consumer_id),
    findTutor(booking.tutor_id),
  ]);
  return makeReceipt({
    ...{ booking, payment, refunds, manual, disputes },
    client: client ?? { name: nameOfNobody, email: "", deleted_at: booking.updated_at },
    coach_name: tutor?.name ?? nameOfNobody,
    seller: { name: "MaestroHub", address: new URL(env().app_url).host },
  });
}

/** Throws 404 where `findReceipt` finds none. */
export async function requireReceipt(query: { booking_id: string; viewer: SessionUser }): Promise<Receipt> {
  const receipt = await findReceipt(query);
  if (!receipt) throw new AppError("not_found", "There is no such receipt.");
  return receipt;
}

function maySee(viewer: SessionUser, consumerId: string): boolean {
  return viewer.id === consumerId || (viewer.role === "admin" && !lacksTwoFactor(viewer));
}
