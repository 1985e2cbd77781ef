import { policy } from "@/lib/config/policy";
import type { BookingView } from "@/lib/bookings/view";
import { CancelSession } from "./cancel-session";
import { MoveSession } from "./move-session";
import { Terms } from "./promises";
import type { SessionWords } from "./session-words";

interface PlansChangeProps {
  booking: BookingView;
  words: SessionWords;
  zone: string;
}

/** What a cancellation gives back and until when; another time, or none at all. */
export function PlansChange({ booking, words, zone }: PlansChangeProps) {
  const { first_name, terms, time } = words;
  const quote = booking.refund_if_canceled;
  return (
    <section aria-labelledby="plans" className="print:hidden">
      <h2 id="plans" className="text-h3">
        If your plans change
      </h2>
      <p className="mt-3">
        <Terms terms={terms} /> If {first_name} cancels, you get everything back.
      </p>
      {booking.why_not.move && <p className="mt-2 text-quiet">{booking.why_not.move}</p>}
      <div className="mt-4 flex flex-wrap gap-3">
        {!booking.why_not.move && (
          <MoveSession bookingId={booking.id} coachId={booking.coach.id} firstName={first_name} time={time} zone={zone} movesLeft={policy.reschedules_max - booking.version} />
        )}
        {quote && <CancelSession booking={booking} quote={quote} card={booking.payment?.card ?? null} firstName={first_name} zone={zone} />}
      </div>
    </section>
  );
}
