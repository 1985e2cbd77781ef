import "server-only";
import { findSameBooked } from "@/lib/bookings/package-store";
import { requireOpenTutor } from "@/lib/bookings/hold-booking";
import { nearestFree } from "@/lib/bookings/nearest-free";
import { refuse } from "@/lib/bookings/require-booking";
import { requireFreeElsewhere, requireOfferedStart } from "@/lib/bookings/require-offered-time";
import { cellsOf } from "@/lib/bookings/rules";
import type { BookingDocument } from "@/lib/bookings/schema";
import { expireLapsedHolds } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { duplicateKeyFields } from "@/lib/db/errors";
import { track } from "@/lib/integrations/analytics/track";
import { noteBooking } from "@/lib/integrations/monitoring/business";
import { wake } from "@/lib/jobs/wake";
import type { TutorDocument } from "@/lib/tutors/schema";
import { requirePurchase } from "./require-purchase";
import { whyNotBook } from "./rules";
import type { PackagePurchaseDocument } from "./schema";
import { takeSession } from "./take-session";

export interface PackageBooking {
  purchase_id: string;
  user: { id: string; market_id: string };
  consumer_timezone: string;
  starts_at: Date;
  subject?: string | undefined;
  now: Date;
}

/**
 * Books a session from a package: no card, confirmed at once. By the same rules as holding a time; the slot locks and the
 * package's own count decide every race (take-session.ts), so that of N + 1 requests for N sessions N succeed, and a session
 * is never lost for a time that somebody else has. The same request again gets the session that the first one booked.
 */
export async function bookWithPackage(order: PackageBooking): Promise<BookingDocument> {
  const { purchase_id, user, starts_at, subject, now } = order;
  const purchase = await requirePurchase({ purchase_id, user_id: user.id, as: "client" });
  const same = await findSameBooked({ consumer_id: user.id, tutor_id: purchase.tutor_id, starts_at, package_purchase_id: purchase_id });
  if (same) return same;
  refuse(whyNotBook(purchase, { starts_at, now }));
  const tutor = await requireOpenTutor({ tutor_id: purchase.tutor_id, consumer_id: user.id, consumer_market_id: user.market_id, subject });
  const wanted = { starts_at, duration_minutes: purchase.duration_minutes };
  requireOfferedStart(tutor, wanted, now);
  await requireFreeElsewhere(tutor, wanted, now);
  const booking = await takeFree({ order, purchase, tutor });
  wake("outbox");
  announce(booking, tutor);
  return booking;
}

interface Taking {
  order: PackageBooking;
  purchase: PackagePurchaseDocument;
  tutor: TutorDocument;
}

/** Takes the session, releasing holds that have run out and stand in the way. */
async function takeFree(taking: Taking): Promise<BookingDocument> {
  for (;;) {
    try {
      return await takeSession(taking);
    } catch (error) {
      const refused = duplicateKeyFields(error);
      if (!refused) throw error;
      if (await releaseLapsed(taking, refused)) continue;
      // A double click: the other request of the same person won.
      const raced = await findSameBooked({ consumer_id: taking.order.user.id, tutor_id: taking.tutor._id, starts_at: taking.order.starts_at, package_purchase_id: taking.purchase._id });
      if (raced) return raced;
      throw await toRefusal(refused, error, taking);
    }
  }
}

async function releaseLapsed({ order, purchase, tutor }: Taking, refused: string[]): Promise<boolean> {
  const { starts_at, now } = order;
  const minutes = (count: number) => new Date(starts_at.getTime() + count * 60_000);
  const { duration_minutes } = purchase;
  const tutor_cells = cellsOf({ starts_at, ends_at: minutes(duration_minutes + tutor.availability.gap_minutes) });
  if (refused.includes("tutor_cells")) return expireLapsedHolds({ tutor_id: tutor._id, tutor_cells: { $in: tutor_cells } }, now);
  if (refused.includes("consumer_cells")) return expireLapsedHolds({ consumer_id: order.user.id, consumer_cells: { $in: cellsOf({ starts_at, ends_at: minutes(duration_minutes) }) } }, now);
  return false;
}

async function toRefusal(refused: string[], error: unknown, { order, purchase, tutor }: Taking): Promise<unknown> {
  if (refused.includes("consumer_cells")) return new AppError("conflict", "You already have a session at this time.", { details: { reason: "consumer_busy" } });
  if (!refused.includes("tutor_cells")) return error;
  const nearest = await nearestFree(tutor, { starts_at: order.starts_at, duration_minutes: purchase.duration_minutes }, order.now);
  return new AppError("conflict", "That time was just taken. Nothing of your package was used.", { details: { reason: "tutor_busy", nearest } });
}

function announce({ price, currency, duration_minutes, consumer_id, tutor_id }: BookingDocument, tutor: TutorDocument): void {
  const category = tutor.categories[0] ?? "none";
  noteBooking({ category, price, currency, duration_minutes });
  track("time_selected", consumer_id, { coach_id: tutor_id });
  track("booking_created", consumer_id, { category, price });
}
