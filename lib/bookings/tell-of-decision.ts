import "server-only";
import type { ClientSession } from "mongodb";
import { formatMoney } from "@/lib/core/money";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import { earningsOf } from "./earnings";
import type { BookingDocument, ProblemDecision } from "./schema";

/** Tells both parties what was decided and what it means for their money. */
export async function tellOfDecision({ booking, decision, now, session }: { booking: BookingDocument; decision: ProblemDecision; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, consumer_id, tutor_user_id, currency } = booking;
  const { refund_amount: amount } = decision;
  const { share } = earningsOf(booking);
  const sides = [
    { user_id: consumer_id, body: amount > 0 ? `You get ${formatMoney({ amount, currency })} back.` : "Nothing comes back.", href: `/bookings/${booking_id}` },
    { user_id: tutor_user_id, body: share > 0 ? `You receive ${formatMoney({ amount: share, currency })}.` : "You receive nothing for this session.", href: `/coach/bookings/${booking_id}` },
  ];
  for (const { user_id, body, href } of sides) {
    const key = `problem-decided:${booking_id}:${user_id}`;
    await addTask({ key: `mail:${key}`, task: { kind: "mail", template: "problem-decided", recipient_id: user_id, booking_id }, now, session });
    await notify({ key, user_id, kind: "booking", title: "We have decided about your session", body, href, now, session });
  }
}
