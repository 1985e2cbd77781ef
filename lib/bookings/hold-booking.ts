import "server-only";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { requirePricingPolicy } from "@/lib/markets/store";
import type { Offer, TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import { draftBooking } from "./draft-booking";
import { nearestFree, type WantedTime } from "./nearest-free";
import { requireFreeElsewhere, requireOfferedStart } from "./require-offered-time";
import { canMeet } from "./rules";
import type { BookingDocument } from "./schema";
import { expireLapsedHolds, findLiveHold, haveMet, insertHold, type Refusal } from "./store";

export interface HoldOrder {
  /** `user_…` or, for a visitor, `guest_…`. */
  consumer_id: string;
  consumer_timezone: string;
  consumer_market_id: string | null;
  tutor_id: string;
  starts_at: Date;
  duration_minutes: number;
  subject?: string | undefined;
  /** The coach's first session at its own price: once for each client, and only before any other session of the two. */
  is_trial?: boolean | undefined;
}

/**
 * Takes a time for `policy.hold_minutes`. The two unique indexes decide every race: of any number of callers whose times
 * overlap, one gets the hold and the others a conflict with the nearest free times. Choosing the same time again resumes
 * the hold that is there (`resumed`).
 */
export async function holdBooking(order: HoldOrder, now: Date): Promise<{ booking: BookingDocument; resumed: boolean }> {
  const tutor = await requireBookableTutor(order);
  const same = { consumer_id: order.consumer_id, tutor_id: tutor._id, starts_at: order.starts_at, duration_minutes: order.duration_minutes, is_trial: order.is_trial ? (true as const) : { $ne: true as const } };
  const mine = await findLiveHold(same, now);
  if (mine) return { booking: mine, resumed: true };

  requireOfferedStart(tutor, order, now);
  if (order.is_trial && (await haveMet({ tutor_id: tutor._id, consumer_id: order.consumer_id }))) throw noTrial(tutor);
  await requireFreeElsewhere(tutor, order, now);
  const hold = await draftHold(tutor, order, now);
  const refusal = await takeSlot(hold, now);
  if (refusal === "held") return { booking: hold, resumed: false };

  // A double click: the other request of the same person won.
  const raced = await findLiveHold(same, now);
  if (raced) return { booking: raced, resumed: true };
  throw await refusalError(refusal, tutor, order, now);
}

async function requireBookableTutor(order: HoldOrder): Promise<TutorDocument> {
  const tutor = await requireOpenTutor(order);
  if (offerOf(tutor, order)) return tutor;
  throw new AppError("invalid", `${tutor.name} does not offer this length.`, { fields: { duration_minutes: "Choose one of the coach's lengths." } });
}

/** A coach whom this person can book, whatever the length. Throws 404 for one whom nobody sees. */
export async function requireOpenTutor(order: Pick<HoldOrder, "tutor_id" | "consumer_id" | "consumer_market_id" | "subject">): Promise<TutorDocument> {
  const tutor = await findTutor(order.tutor_id);
  if (!tutor || tutor.status !== "approved" || !tutor.is_published) throw new AppError("not_found", "There is no such coach.");
  if (tutor.user_id === order.consumer_id) throw new AppError("forbidden", "You cannot book a session with yourself.");
  if (tutor.availability.is_paused) throw new AppError("conflict", `${tutor.name} takes no bookings at the moment.`);
  if (!canMeet(tutor, order.consumer_market_id)) throw new AppError("conflict", `${tutor.name} meets in person, in another country than yours.`);
  if (order.subject !== undefined && !tutor.subjects.includes(order.subject)) {
    throw new AppError("invalid", `${tutor.name} does not teach this subject.`, { fields: { subject: "Choose one of the coach's subjects." } });
  }
  return tutor;
}

function offerOf(tutor: TutorDocument, { duration_minutes, is_trial }: HoldOrder): Offer | undefined {
  const offers = is_trial ? [tutor.trial] : tutor.offers;
  return offers.find((offer) => offer?.duration_minutes === duration_minutes) ?? undefined;
}

function noTrial(tutor: TutorDocument): AppError {
  return new AppError("conflict", `A first session at this price is for those who have not met ${tutor.name} yet. Choose another length.`, { details: { reason: "no_trial" } });
}

async function draftHold(tutor: TutorDocument, order: HoldOrder, now: Date): Promise<BookingDocument> {
  const offer = offerOf(tutor, order);
  if (!offer) throw new Error("the offer was checked before");
  const { fee_basis_points } = await requirePricingPolicy(tutor.market_id, now);
  return {
    ...draftBooking({ tutor, order, terms: { ...offer, fee_basis_points, cancellation_preset: tutor.cancellation_preset }, now }),
    ...(order.is_trial && { is_trial: true, trial_lock: true as const }),
    hold_seat: 0,
    hold_expires_at: new Date(now.getTime() + policy.hold_minutes * 60_000),
  };
}

/** Inserts the hold, trying each seat and releasing lapsed holds that stand in its way. */
async function takeSlot(hold: BookingDocument, now: Date): Promise<"held" | Refusal> {
  const inTheWay = {
    tutor_busy: { tutor_id: hold.tutor_id, tutor_cells: { $in: hold.tutor_cells ?? [] } },
    consumer_busy: { consumer_id: hold.consumer_id, consumer_cells: { $in: hold.consumer_cells ?? [] } },
    no_seat: { consumer_id: hold.consumer_id },
    no_trial: { consumer_id: hold.consumer_id, tutor_id: hold.tutor_id },
  };
  let seat = 0;
  for (;;) {
    hold.hold_seat = seat;
    const outcome = await insertHold(hold);
    if (outcome === "held") return outcome;
    if (outcome === "no_seat" && seat < policy.live_holds_per_consumer - 1) seat += 1;
    else if (await expireLapsedHolds(inTheWay[outcome], now)) seat = 0;
    else return outcome;
  }
}

async function refusalError(refusal: Refusal, tutor: TutorDocument, order: WantedTime, now: Date): Promise<AppError> {
  if (refusal === "no_seat") {
    return new AppError("conflict", `You are holding ${policy.live_holds_per_consumer} times already. Pay for one of them or let one go.`, { details: { reason: refusal } });
  }
  if (refusal === "no_trial") return noTrial(tutor);
  if (refusal === "consumer_busy") {
    return new AppError("conflict", "You already have a session at this time.", { details: { reason: refusal } });
  }
  return new AppError("conflict", "That time was just taken.", { details: { reason: refusal, nearest: await nearestFree(tutor, order, now) } });
}
