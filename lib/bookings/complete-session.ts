import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { postSessionSettled } from "@/lib/ledger/post-session";
import { notify } from "@/lib/notifications/notify";
import type { CompletionTask } from "@/lib/outbox/schema";
import { countCompleted, findTutor } from "@/lib/tutors/store";
import { planTransfer } from "@/lib/transfers/plan-transfer";
import type { Role } from "@/lib/users/schema";
import { completesAt } from "./deadlines";
import { completeConfirmed } from "./outcome-store";
import { refuse, requireBooking } from "./require-booking";
import type { BookingDocument } from "./schema";
import { findBooking } from "./store";
import { whyNotComplete } from "./why-not";

/** Its coach says that a session took place, after its end. The client may still contest it until the coach's share is due. */
export async function completeTaughtSession({ booking_id, user, now }: { booking_id: string; user: { id: string; role: Role }; now: Date }): Promise<void> {
  await withTransaction(async (session) => {
    const booking = await requireBooking({ booking_id, user_id: user.id, as: "coach", session });
    refuse(whyNotComplete(booking, now));
    if (!(await complete({ booking, ended_by: now, now, session }))) throw new AppError("conflict", "This session has just changed. Look at it again.");
    const entry = { actor_id: user.id, actor_role: user.role, action: "booking.complete", subject_id: booking_id, note: null };
    await addAuditEntry({ ...entry, before: { status: booking.status }, after: { status: "completed" }, now, session });
  });
}

/** A day after its end a session is completed by itself, unless it was moved, called off, reported or completed before. */
export async function completeWhenDue({ booking_id, version }: Pick<CompletionTask, "booking_id" | "version">, now: Date): Promise<void> {
  await withTransaction(async (session) => {
    const booking = await findBooking(booking_id, session);
    const forget = (why: string) => new NoLongerNeeded(`completing ${booking_id}: ${why}`);
    if (!booking) throw forget("it is not there");
    if (booking.version !== version) throw forget("it was moved since");
    if (booking.status !== "confirmed") throw forget(`it is ${booking.status}`);
    if (completesAt(booking) > now) throw new Error(`${booking_id} is not due to be completed yet`);
    if (!(await complete({ booking, ended_by: booking.ends_at, now, session }))) throw forget("it has just changed");
  });
}

async function complete(order: { booking: BookingDocument; ended_by: Date; now: Date; session: ClientSession }): Promise<boolean> {
  if (!(await completeConfirmed(order))) return false;
  const { booking, now, session } = order;
  await countCompleted({ tutor_id: booking.tutor_id, by: 1, session });
  await planTransfer({ booking: { ...booking, status: "completed", settled_at: now }, now, session });
  await postSessionSettled({ booking, by: "completed", now, session });
  const tutor_name = (await findTutor(booking.tutor_id, session))?.name ?? "your coach";
  const notice = { kind: "booking" as const, title: `Your session with ${tutor_name} is completed`, body: "Was something not right? You can say so for another day.", href: `/bookings/${booking._id}` };
  await notify({ key: `completed:${booking._id}`, user_id: booking.consumer_id, ...notice, now, session });
  return true;
}
