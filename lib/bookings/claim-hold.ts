import "server-only";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { duplicateKeyFields } from "@/lib/db/errors";
import { canMeet, isLapsed } from "./rules";
import { expireLapsedHolds, findBooking, giveHoldTo, haveMet, isTrialLock } from "./store";

interface Claimant {
  id: string;
  market_id: string;
}

/**
 * Hands the hold that a visitor took to the account that they registered or signed in with. Repeating it changes nothing;
 * an account that is busy at that time, or already holds three, gets a conflict and the visitor keeps the hold.
 */
export async function claimHold({ booking_id, guest_id, user, now }: { booking_id: string; guest_id: string | null; user: Claimant; now: Date }): Promise<void> {
  const user_id = user.id;
  const booking = await findBooking(booking_id);
  if (booking?.consumer_id === user_id) return;
  if (!booking || guest_id === null || booking.consumer_id !== guest_id) throw new AppError("not_found", "There is no such booking.");
  if (booking.tutor_user_id === user_id) throw new AppError("forbidden", "You cannot book a session with yourself.");
  if (booking.status !== "held" || isLapsed(booking, now)) throw new AppError("conflict", "The time was held for you too long ago. Choose it again.");
  if (!canMeet(booking, user.market_id)) throw new AppError("conflict", "This coach meets in person, in another country than yours.");

  if (booking.is_trial && (await haveMet({ tutor_id: booking.tutor_id, consumer_id: user_id }))) {
    throw new AppError("conflict", "You have met this coach before, so the price of a first session is not for you. Choose another length.");
  }

  await expireLapsedHolds({ consumer_id: user_id }, now);
  for (let seat = 0; seat < policy.live_holds_per_consumer; seat += 1) {
    try {
      if (await giveHoldTo({ id: booking_id, guest_id, consumer_id: user_id, seat, now })) return;
      throw new AppError("conflict", "The time is not held for you any more. Choose it again.");
    } catch (error) {
      const fields = duplicateKeyFields(error);
      if (!fields) throw error;
      if (isTrialLock(fields)) throw new AppError("conflict", "You have had your first session with this coach. Choose another length.");
      if (fields.includes("consumer_cells")) throw new AppError("conflict", "You already have a session at this time.");
    }
  }
  throw new AppError("conflict", `You are holding ${policy.live_holds_per_consumer} times already. Pay for one of them or let one go.`);
}
