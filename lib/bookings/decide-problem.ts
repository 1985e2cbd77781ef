import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { percentOf } from "@/lib/core/money";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import { postSessionSettled } from "@/lib/ledger/post-session";
import { voidSession } from "@/lib/packages/purchase-store";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { orderRefund } from "@/lib/refunds/order-refund";
import { planTransfer } from "@/lib/transfers/plan-transfer";
import { countCompleted } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { decideDisputed } from "./outcome-store";
import type { BookingDocument, ProblemDecision, ProblemOutcome } from "./schema";
import { findBooking } from "./store";
import { tellOfDecision } from "./tell-of-decision";

export interface DecisionOrder {
  booking_id: string;
  outcome: ProblemOutcome;
  /** One of policy.problem_refund_percents. */
  refund_percent: number;
  note: string | null;
  admin: { id: string; role: Role };
  now: Date;
}

/** What the booking becomes by each finding. */
export const statusOf = { took_place: "completed", client_absent: "no_show_consumer", coach_absent: "no_show_tutor" } as const satisfies Record<ProblemOutcome, BookingDocument["status"]>;

/**
 * An admin decides about a reported session, once: what it was and how much goes back. The rest is the coach's and ours as if
 * the session had cost that much. Both parties are told with the amount. Throws 409 where nothing waits for a decision.
 */
export async function decideProblem(order: DecisionOrder): Promise<ProblemDecision> {
  const decision = await withTransaction((session) => decide(order, session));
  wake("outbox");
  return decision;
}

async function decide({ booking_id, outcome, refund_percent, note, admin, now }: DecisionOrder, session: ClientSession): Promise<ProblemDecision> {
  const booking = await findBooking(booking_id, session);
  if (!booking?.problem) throw new AppError("not_found", "There is no such problem.");
  const refund_amount = percentOf(booking.price, refund_percent);
  const decision: ProblemDecision = { outcome, refund_percent, refund_amount, note, decided_by: admin.id, at: now };
  if (!(await decideDisputed({ booking, to: statusOf[outcome], decision, now, session }))) {
    throw new AppError("conflict", "Nothing waits for a decision here: it was made already, or nobody contests it.", { details: { status: booking.status } });
  }

  if (outcome === "took_place") await countCompleted({ tutor_id: booking.tutor_id, by: 1, session });
  if (refund_amount > 0) {
    const payment = await findPaymentOfBooking(booking_id, session);
    if (!payment) throw new AppError("conflict", "Nothing was paid for this session, so nothing can be given back.");
    await orderRefund({ payment, amount: refund_amount, reason: "problem_decided", source: `problem:${booking_id}`, now, session });
  }
  if (booking.package_purchase_id && refund_percent === 100) await voidSession({ id: booking.package_purchase_id, part: booking.price, now, session });
  await planTransfer({ booking: { ...booking, status: statusOf[outcome], problem: { ...booking.problem, decision }, settled_at: now }, now, session });
  await postSessionSettled({ booking, by: "decided", now, session });
  const entry = { actor_id: admin.id, actor_role: admin.role, action: "problem.decide", subject_id: booking_id, note: null };
  await addAuditEntry({ ...entry, before: { status: booking.status }, after: { status: statusOf[outcome], refund_percent, refund_amount }, now, session });
  await tellOfDecision({ booking: { ...booking, problem: { ...booking.problem, decision } }, decision, now, session });
  return decision;
}
