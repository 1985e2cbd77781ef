import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { wake } from "@/lib/jobs/wake";
import { findPurchase } from "@/lib/packages/purchase-store";
import { planReminders } from "@/lib/reminders/plan-reminders";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { nearestFree } from "./nearest-free";
import { moveConfirmed } from "./outcome-store";
import { planCompletion } from "./plan-completion";
import { releaseInTheWay } from "./release-in-the-way";
import { refuse, requireBooking } from "./require-booking";
import { requireFreeElsewhere, requireOfferedStart } from "./require-offered-time";
import type { BookingDocument } from "./schema";
import { tellOfMove } from "./tell-of-move";
import { whyNotMove } from "./why-not";

interface Order {
  booking_id: string;
  user: { id: string; role: Role };
  starts_at: Date;
  now: Date;
}

/**
 * Moves a session to another time of its coach's, for the client who booked it. By the same rules as holding; the slot locks
 * decide every race, and whoever loses keeps the old time, because old and new change in one update of one document. Throws
 * 409 with the nearest free times where the new one is taken.
 */
export async function rescheduleBooking({ booking_id, user, starts_at, now }: Order): Promise<BookingDocument> {
  const booking = await requireBooking({ booking_id, user_id: user.id, as: "client" });
  refuse(whyNotMove(booking, now));
  if (booking.starts_at.getTime() === starts_at.getTime()) throw new AppError("conflict", "The session is at this time already.", { details: { reason: "same_time" } });
  const tutor = await requireTeaching(booking);
  const wanted = { starts_at, duration_minutes: booking.duration_minutes };
  requireOfferedStart(tutor, wanted, now);
  await requireFreeElsewhere(tutor, wanted, now);
  await requireWithinPackage(booking, starts_at);

  const times = { starts_at, ends_at: new Date(starts_at.getTime() + booking.duration_minutes * 60_000), gap_minutes: tutor.availability.gap_minutes };
  const moved = await takeTime({ booking, times, actor: user, now }).catch(async (error: unknown) => Promise.reject(await toRefusal(error, { tutor, wanted, now })));
  wake("outbox");
  return moved;
}

/** A session from a package stays in its time, or moving would make that longer. */
async function requireWithinPackage({ package_purchase_id }: BookingDocument, starts_at: Date): Promise<void> {
  const expires_at = package_purchase_id === undefined ? null : (await findPurchase(package_purchase_id))?.expires_at;
  if (expires_at && starts_at >= expires_at) throw new AppError("invalid", "This time lies after the end of your package. Choose an earlier one.", { fields: { starts_at: "Choose a time before your package ends." } });
}

async function requireTeaching({ tutor_id }: BookingDocument): Promise<TutorDocument> {
  const tutor = await findTutor(tutor_id);
  if (tutor?.status === "approved" && tutor.is_published) return tutor;
  throw new AppError("conflict", "This coach takes no bookings any more, so the session cannot be moved.", { details: { reason: "coach_gone" } });
}

interface Commit {
  booking: BookingDocument;
  times: Pick<BookingDocument, "starts_at" | "ends_at" | "gap_minutes">;
  actor: Order["user"];
  now: Date;
}

/** Moves, releasing holds that have run out and stand in the way. */
async function takeTime(order: Commit): Promise<BookingDocument> {
  for (;;) {
    try {
      return await commit(order);
    } catch (error) {
      if (!(await releaseInTheWay(order, duplicateKeyFields(error)))) throw error;
    }
  }
}

/** The move, and all that follows from it, or nothing. */
function commit({ booking, times, actor, now }: Commit): Promise<BookingDocument> {
  return withTransaction(async (session) => {
    if (!(await moveConfirmed({ booking, times, now, session }))) throw new AppError("conflict", "This session has just changed. Look at it again.");
    const moved = { ...booking, ...times, version: booking.version + 1, moved_at: now };
    await planReminders({ booking: moved, now, session });
    await planCompletion({ booking: moved, now, session });
    await tellOfMove({ booking: moved, from: booking, now, session });
    const entry = { actor_id: actor.id, actor_role: actor.role, action: "booking.move", subject_id: booking._id, note: null };
    await addAuditEntry({ ...entry, before: { starts_at: booking.starts_at, version: booking.version }, after: { starts_at: times.starts_at, version: moved.version }, now, session });
    return moved;
  });
}

async function toRefusal(error: unknown, { tutor, wanted, now }: { tutor: TutorDocument; wanted: { starts_at: Date; duration_minutes: number }; now: Date }): Promise<unknown> {
  const refused = duplicateKeyFields(error);
  if (refused?.includes("consumer_cells")) return new AppError("conflict", "You already have a session at this time.", { details: { reason: "consumer_busy" } });
  if (!refused?.includes("tutor_cells")) return error;
  return new AppError("conflict", "That time was just taken. Your session stays where it was.", { details: { reason: "tutor_busy", nearest: await nearestFree(tutor, wanted, now) } });
}
