import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { findBooking } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { lockBookingAccount } from "@/lib/ledger/store";
import type { Role } from "@/lib/users/schema";
import { bookManualPayment } from "./book-manual-payment";
import { readMost } from "./read-most";
import { requireDue } from "./record-manual-payment";
import { decideWaiting, findManualPayment } from "./store";

/**
 * A second admin agrees, and it counts; or does not, and it never will. Throws 403 for the one who recorded it, 409 where it
 * does not wait any more, and 422 where so much is no longer due.
 */
export async function decideManualPayment({ manual_id, outcome, admin, now }: { manual_id: string; outcome: "approve" | "reject"; admin: { id: string; role: Role }; now: Date }): Promise<void> {
  await withTransaction(async (session) => {
    const manual = await findManualPayment(manual_id, session);
    const booking = manual && (await findBooking(manual.booking_id, session));
    if (!booking) throw new AppError("not_found", "There is no such payment.");
    if (manual.recorded_by === admin.id) throw new AppError("forbidden", "You recorded this payment, so another admin has to decide about it.", { details: { reason: "own_payment" } });
    await lockBookingAccount(booking, session);
    const to = outcome === "approve" ? "booked" : "rejected";
    if (!(await decideWaiting({ id: manual_id, to, decided_by: admin.id, now, session }))) throw new AppError("conflict", "This payment was decided about already.", { details: { status: manual.status } });
    if (to === "booked") {
      requireDue(manual, manual.direction, await readMost({ booking, direction: manual.direction, but: manual_id, session }));
      await bookManualPayment({ manual, booking, now, session });
    }
    const entry = { actor_id: admin.id, actor_role: admin.role, action: `manual_payment.${outcome}`, subject_id: manual.booking_id, note: null };
    await addAuditEntry({ ...entry, before: { manual_payment_id: manual_id, status: "waiting" }, after: { status: to, amount: manual.amount, direction: manual.direction }, now, session });
  });
}
