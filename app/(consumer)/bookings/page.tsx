import { CalendarHeart } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { BookingRow } from "@/components/booking/booking-row";
import { bookingState } from "@/components/booking/booking-state";
import { sortOwnSessions } from "@/components/booking/own-sessions";
import { TimeLeft } from "@/components/booking/time-left";
import { upcomingWords } from "@/components/booking/upcoming";
import { PageHeading } from "@/components/layout/page-heading";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireUser } from "@/lib/auth/session";
import { listOwnBookings } from "@/lib/bookings/read-own-bookings";
import type { BookingView } from "@/lib/bookings/view";
import { clockNow } from "@/lib/clock/clock";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "My sessions", robots: { index: false } };

export default async function BookingsPage() {
  const user = await requireUser({ next: "/bookings" });
  const now = clockNow();
  const bookings = await listOwnBookings(user.id, now);
  const { zone } = await getViewerZone();
  const { waiting, coming, past } = sortOwnSessions(bookings, now);
  const range = (booking: BookingView) => formatRange({ starts_at: new Date(booking.starts_at), ends_at: new Date(booking.ends_at) }, zone);
  const soon = (booking: BookingView) => upcomingWords({ starts_at: new Date(booking.starts_at), ends_at: new Date(booking.ends_at) }, { zone, now });

  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-10">
      <PageHeading title="My sessions">Times in {zoneLabel(zone, now)}.</PageHeading>
      {waiting.length > 0 && (
        <Sessions title="Waiting for your payment">
          {waiting.map((booking) => (
            <BookingRow
              key={booking.id}
              booking={booking}
              href={`/checkout/${booking.id}`}
              title={soon(booking)}
              detail={`${formatMoney(booking.price)} to pay`}
              aside={<TimeLeft booking={booking} serverNow={now.toISOString()} />}
            />
          ))}
        </Sessions>
      )}
      {coming.length > 0 ? (
        <Sessions title="Coming up">
          {coming.map((booking) => (
            <BookingRow key={booking.id} booking={booking} href={`/bookings/${booking.id}`} title={soon(booking)} detail={range(booking)} />
          ))}
        </Sessions>
      ) : (
        <NothingComing isNew={past.length === 0 && waiting.length === 0} />
      )}
      {past.length > 0 && (
        <Sessions title="Past">
          {past.map((booking) => {
            const state = bookingState({ ...booking, first_name: firstName(booking.coach.name) }, now);
            return (
              <BookingRow
                key={booking.id}
                booking={booking}
                href={`/bookings/${booking.id}`}
                title={soon(booking)}
                detail={`${booking.duration_minutes} minutes`}
                aside={<Badge tone={state.tone}>{state.word}</Badge>}
              />
            );
          })}
        </Sessions>
      )}
    </div>
  );
}

function Sessions({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-h3">{title}</h2>
      <ul className="flex flex-col gap-3">{children}</ul>
    </section>
  );
}

function NothingComing({ isNew }: { isNew: boolean }) {
  return (
    <EmptyState
      icon={CalendarHeart}
      title={isNew ? "Your first session is two clicks away" : "Nothing is coming up"}
      action={<LinkButton href="/coaches">Find a coach</LinkButton>}
    >
      {isNew ? "Pick a coach and a time; it is held for ten minutes while you pay." : "Find the next time with a coach you liked, or somebody new."}
    </EmptyState>
  );
}
