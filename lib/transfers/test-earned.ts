import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { payday } from "@/lib/bookings/deadlines";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { minutesAfter } from "@/lib/bookings/test-marketplace";
import { stripe } from "@/lib/integrations/stripe/client";
import { connectAccount } from "@/lib/payout-accounts/connect-account";
import { findAccountOfTutor } from "@/lib/payout-accounts/store";
import { syncAccount } from "@/lib/payout-accounts/sync-account";
import { aPaidSession } from "@/lib/refunds/test-paid-session";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { TransferDocument } from "./schema";
import { findTransferOfBooking } from "./store";

export async function control(path: string, body: object): Promise<void> {
  const answer = await fetch(`${process.env.EMULATORS_URL}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** For tests: the coach of a session goes to Stripe, fills in everything and comes back; answers Stripe's id. */
export async function onboard(coach: { tutor_user_id: string; tutor_id: string }, { outcome = "verified", now }: { outcome?: "verified" | "failed"; now: Date }): Promise<string> {
  await connectAccount({ user: { id: coach.tutor_user_id, role: "tutor" }, now });
  const id = (await findAccountOfTutor(coach.tutor_id))?.stripe_account_id ?? "";
  await control(`stripe/accounts/${id}/onboard`, { outcome });
  await syncAccount(id, now);
  return id;
}

export interface Earned {
  booking: BookingDocument;
  transfer: TransferDocument;
  intent_id: string;
  /** When the share is due. */
  due: Date;
  /** Stripe's id of the coach's account; null where there is none. */
  account_id: string | null;
}

/** A session of 50.00, really paid and completed: 45.00 are the coach's. */
export async function earned({ is_connected = true, card, ...order }: { is_connected?: boolean; card?: string; tutor?: TutorDocument; starts_at?: Date } = {}): Promise<Earned> {
  const { booking, intent_id } = await aPaidSession(card, order);
  const account_id = is_connected ? await onboard(booking, { now: booking.created_at }) : null;
  await completeTaughtSession({ booking_id: booking._id, user: { id: booking.tutor_user_id, role: "tutor" }, now: minutesAfter(booking.ends_at, 1) });
  const [completed, transfer] = [await findBooking(booking._id), await findTransferOfBooking(booking._id)];
  if (!completed || !transfer) throw new Error("nothing was planned");
  return { booking: completed, transfer, intent_id, due: payday(completed), account_id };
}

export async function transferOf({ booking }: Pick<Earned, "booking">): Promise<TransferDocument> {
  const transfer = await findTransferOfBooking(booking._id);
  if (!transfer) throw new Error("there is none");
  return transfer;
}

/** What Stripe has sent for a session: amount and what was taken back of it. */
export async function transfersAtStripe({ booking }: Pick<Earned, "booking">): Promise<[amount: number, reversed: number][]> {
  const { data } = await stripe().transfers.list({ transfer_group: booking._id, limit: 100 });
  return data.map(({ amount, amount_reversed }) => [amount, amount_reversed]);
}
