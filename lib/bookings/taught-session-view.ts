import type { Modality } from "@/lib/tutors/catalogue";
import type { UserDocument } from "@/lib/users/schema";
import { completesAt, noShowFrom, payday } from "./deadlines";
import { earningsOf, givenBack } from "./earnings";
import { type ProblemView, toProblemView } from "./problem-view";
import type { BookingDocument, BookingStatus, CanceledBy } from "./schema";
import { whyNotCancel, whyNotComplete, whyNotReport } from "./why-not";

/** What the coach of a booking may see of it. Instants are ISO strings. */
export interface TaughtSessionView {
  id: string;
  status: BookingStatus;
  starts_at: string;
  ends_at: string;
  duration_minutes: number;
  subject: string;
  modality: Modality;
  place: string | null;
  client_name: string;
  consumer_timezone: string;
  tutor_timezone: string;
  note: string | null;
  price: { amount: number; currency: string };
  fee: { amount: number; currency: string };
  /** As things stand: less where a part goes back to the client, nothing where everything does. */
  receives: { amount: number; currency: string };
  /** What goes back to the client of the price. */
  given_back: { amount: number; currency: string };
  canceled_by: CanceledBy | null;
  problem: ProblemView | null;
  why_not: { cancel: string | null; complete: string | null; report_no_show: string | null; answer: string | null };
  no_show_from: string;
  /** When it is completed by itself, if nobody reports anything. */
  completes_at: string;
  /** When the share is due, at the latest while it is open how the session ended. */
  payday: string;
}

export function toTaughtSessionView(booking: BookingDocument, client: Pick<UserDocument, "name"> | null, now: Date): TaughtSessionView {
  const { currency } = booking;
  const { fee, share } = earningsOf(booking);
  return {
    id: booking._id,
    status: booking.status,
    starts_at: booking.starts_at.toISOString(),
    ends_at: booking.ends_at.toISOString(),
    duration_minutes: booking.duration_minutes,
    subject: booking.subject,
    modality: booking.modality,
    place: booking.place,
    client_name: client?.name ?? "A former client",
    consumer_timezone: booking.consumer_timezone,
    tutor_timezone: booking.tutor_timezone,
    note: booking.note,
    price: { amount: booking.price, currency },
    fee: { amount: fee, currency },
    receives: { amount: share, currency },
    given_back: { amount: givenBack(booking), currency },
    canceled_by: booking.cancellation?.by ?? null,
    problem: toProblemView(booking, "coach"),
    why_not: {
      cancel: whyNotCancel(booking, now)?.sentence ?? null,
      complete: whyNotComplete(booking, now)?.sentence ?? null,
      report_no_show: whyNotReport(booking, { by: "coach", kind: "no_show", now })?.sentence ?? null,
      answer: whyNotReport(booking, { by: "coach", kind: "problem", now })?.sentence ?? null,
    },
    no_show_from: noShowFrom(booking).toISOString(),
    completes_at: completesAt(booking).toISOString(),
    payday: payday(booking).toISOString(),
  };
}
