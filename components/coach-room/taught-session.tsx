import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { AddToCalendar, TakeOutOfCalendar } from "@/components/booking/add-to-calendar";
import { calendarEntry } from "@/components/booking/calendar-links";
import { upcomingWords } from "@/components/booking/upcoming";
import type { BookingStatus } from "@/lib/bookings/schema";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";

const words: Partial<Record<BookingStatus, string>> = { confirmed: "Paid and booked", completed: "Completed", disputed: "Being looked at" };

/** One session as its coach sees it: who, when, what they want, what comes of it. */
export function TaughtSession({ session, zone, now, pageUrl }: { session: TaughtSessionView; zone: string; now: Date; pageUrl: string }) {
  const range = { starts_at: new Date(session.starts_at), ends_at: new Date(session.ends_at) };
  const there = session.consumer_timezone === zone ? null : `${formatRange(range, session.consumer_timezone)} ${zoneLabel(session.consumer_timezone, range.starts_at)}`;
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <div>
        <Badge tone={session.status === "confirmed" || session.status === "completed" ? "brand" : "neutral"}>{words[session.status] ?? "Called off"}</Badge>
        <h1 className="mt-3 text-h2 sm:text-h1">
          {session.subject} with {session.client_name}
        </h1>
        <p className="mt-2 text-lg text-quiet">{upcomingWords(range, { zone, now })}</p>
      </div>
      <Card className="figures flex flex-col gap-1">
        <p className="text-lg">
          {formatRange(range, zone)} <span className="text-quiet">{zoneLabel(zone, range.starts_at)}</span>
        </p>
        {there && <p className="text-sm text-quiet">For your client: {there}</p>}
        <p className="text-sm text-quiet">
          {session.duration_minutes} minutes, {session.modality === "online" ? "online" : (session.place ?? "in person")}
        </p>
      </Card>
      <section aria-labelledby="note">
        <h2 id="note" className="text-h4">
          What your client would like
        </h2>
        <p className="mt-2 border-l-2 border-hairline pl-4 whitespace-pre-line text-quiet">{session.note ?? "Nothing was noted."}</p>
      </section>
      <Card>
        <h2 className="text-h4">What you receive</h2>
        <dl className="figures mt-3 grid grid-cols-[1fr_auto] gap-y-2">
          <dt className="text-quiet">Price</dt>
          <dd className="text-right">{formatMoney(session.price)}</dd>
          <dt className="text-quiet">Service fee</dt>
          <dd className="text-right">−{formatMoney(session.fee)}</dd>
          <dt className="border-t border-hairline pt-2 font-semibold">For you, after the session</dt>
          <dd className="border-t border-hairline pt-2 text-right font-semibold">{formatMoney(session.receives)}</dd>
        </dl>
      </Card>
      {session.status === "confirmed" && range.ends_at > now && <AddToCalendar bookingId={session.id} entry={calendarEntry({ session, other: session.client_name, pageUrl })} />}
      {session.status.startsWith("canceled_") && <TakeOutOfCalendar bookingId={session.id} />}
    </div>
  );
}
