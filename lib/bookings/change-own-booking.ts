import "server-only";
import { AppError } from "@/lib/core/errors";
import { requireOwnBooking } from "./read-own-bookings";
import { moveHeldToExpired, writeNote } from "./store";

interface OwnBooking {
  booking_id: string;
  consumer_ids: (string | null)[];
  now: Date;
}

/** A word for the coach, until the session is over. */
export async function saveNote({ note, ...own }: OwnBooking & { note: string | null }): Promise<void> {
  await requireOwnBooking(own);
  if (!(await writeNote(own.booking_id, note, own.now))) throw new AppError("conflict", "This booking can no longer be changed.");
}

/** Lets a held time go; repeating it changes nothing, and a paid booking is not touched. */
export async function releaseHold(own: OwnBooking): Promise<void> {
  const { status } = await requireOwnBooking(own);
  if (status === "expired") return;
  if (!(await moveHeldToExpired(own.booking_id, own.now))) throw new AppError("conflict", "This booking is not a hold any more.");
}
