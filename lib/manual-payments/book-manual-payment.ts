import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { postManualPayment } from "@/lib/ledger/post-manual";
import { findPaymentOfBooking, summariseRefunds } from "@/lib/payments/store";
import { countOpenRefunds, listRefundsOf, replaceFailed } from "@/lib/refunds/store";
import type { ManualPaymentDocument } from "./schema";

/** From now on it counts: it is in the books, and a failed refund that it makes good needs nobody any more. */
export async function bookManualPayment({ manual, booking, now, session }: { manual: ManualPaymentDocument; booking: BookingDocument; now: Date; session: ClientSession }): Promise<void> {
  await postManualPayment({ manual, booking, now, session });
  if (manual.direction === "returned") await makeGood({ manual, now, session });
}

async function makeGood({ manual, now, session }: { manual: ManualPaymentDocument; now: Date; session: ClientSession }): Promise<void> {
  const payment = await findPaymentOfBooking(manual.booking_id, session);
  if (!payment) return;
  let left = manual.amount;
  for (const refund of await listRefundsOf(manual.booking_id)) {
    if (refund.status !== "failed" || refund.amount > left) continue;
    if (await replaceFailed({ id: refund._id, by: manual._id, now, session })) left -= refund.amount;
  }
  if (left < manual.amount) await summariseRefunds({ payment_id: payment._id, open: await countOpenRefunds(payment._id, session), now, session });
}
