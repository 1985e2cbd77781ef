import type { BookingView } from "@/lib/bookings/view";
import { ReportSession } from "./report-session";
import { momentWords } from "./session-words";

interface NotRightProps {
  booking: BookingView;
  firstName: string;
  zone: string;
  now: Date;
}

/** From the start on: what to do if the coach does not come, or something else is not as it should be. Nothing where nothing can be said any more. */
export function NotRight({ booking, firstName, zone, now }: NotRightProps) {
  const { why_not, id } = booking;
  const noShowFrom = new Date(booking.no_show_from);
  const isContested = booking.status === "no_show_consumer";
  if (why_not.report_problem && why_not.report_no_show) return null;
  return (
    <section aria-labelledby="not-right" className="print:hidden">
      <h2 id="not-right" className="text-h3">
        {isContested ? "Were you there?" : "Is something not right?"}
      </h2>
      <p className="figures mt-3">
        {noShowFrom > now && `If ${firstName} does not come, you can tell us from ${momentWords(noShowFrom, zone)} on. `}
        Say so until {momentWords(new Date(booking.payday), zone)}: nobody is paid before that, or before we have decided.
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        {!why_not.report_no_show && (
          <ReportSession
            path={`/api/bookings/${id}/no-show`}
            label={`${firstName} did not come`}
            title={`${firstName} did not come?`}
            sentence={`We hear ${firstName}'s side too and decide how much of your money comes back. You get a mail either way.`}
            noteLabel="What happened"
          />
        )}
        {!why_not.report_problem && (
          <ReportSession
            path={`/api/bookings/${id}/report`}
            label={isContested ? "I was there" : "Report a problem"}
            title={isContested ? "You were there?" : "Report a problem"}
            sentence={`${firstName} is not paid until we have heard both sides and decided. You get a mail either way.`}
            noteLabel={isContested ? "How it was" : "What was not right"}
            isNoteRequired
          />
        )}
      </div>
    </section>
  );
}
