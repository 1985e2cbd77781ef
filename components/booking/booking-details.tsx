import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView } from "@/lib/bookings/view";
import { AddToCalendar, TakeOutOfCalendar } from "./add-to-calendar";
import { bookingState } from "./booking-state";
import { calendarEntry } from "./calendar-links";
import { JoinCard } from "./join-card";
import { ledgerSteps, moneySteps } from "./money-steps";
import { MoneyTimeline } from "./money-timeline";
import { NotRight } from "./not-right";
import { PlansChange } from "./plans-change";
import { ProblemWords } from "./problem-words";
import { Receipt } from "./receipt";
import { RefreshAt } from "./refresh-at";
import { SessionCard } from "./session-card";
import type { SessionWords } from "./session-words";
import { StateHeading } from "./state-heading";
import { TimeLeft } from "./time-left";

interface BookingDetailsProps {
  booking: BookingView;
  words: SessionWords;
  zone: string;
  now: Date;
  page_url: string;
  /** Of the ledger, what did not go through the card. */
  more_money: { words: string; at: string; amount: number; currency: string }[];
  /** Something was paid for it, by card or outside; a session from a package has none of its own. */
  has_receipt: boolean;
}

/** One session of the person who booked it: how it stands, where they meet, what was promised and paid. */
export function BookingDetails({ booking, words, zone, now, page_url, more_money, has_receipt }: BookingDetailsProps) {
  const { first_name } = words;
  const state = bookingState({ ...booking, first_name }, now);
  const paid_by_card = booking.payment?.paid_at ? booking.payment : null;
  const isAhead = booking.status === "confirmed" && new Date(booking.ends_at) > now;
  const steps = [...moneySteps(booking, { zone, first_name, now }), ...ledgerSteps(more_money, zone)];
  return (
    <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr]">
      <RefreshAt instants={[booking.starts_at, booking.no_show_from, booking.ends_at]} now={now.toISOString()} />
      <div className="flex flex-col gap-8">
        <div className="print:hidden">
          <Badge tone={state.tone}>{state.word}</Badge>
          <StateHeading title={state.title} />
          <p className="mt-2 text-lg text-quiet">{state.sentence}</p>
          <NextStep booking={booking} firstName={first_name} now={now} />
        </div>
        <SessionCard coach={booking.coach} words={words} />
      </div>
      <div className="flex flex-col gap-6 lg:row-span-2 print:hidden">
        {isAhead && (
          <>
            <JoinCard booking={booking} firstName={first_name} />
            <AddToCalendar bookingId={booking.id} entry={calendarEntry({ session: booking, other: booking.coach.name, pageUrl: page_url })} />
          </>
        )}
        {booking.status.startsWith("canceled_") && <TakeOutOfCalendar bookingId={booking.id} />}
        {steps.length > 0 && <MoneyTimeline steps={steps} />}
      </div>
      <div className="flex flex-col gap-8">
        {booking.note && (
          <section aria-labelledby="note" className="print:hidden">
            <h2 id="note" className="text-h4">
              Your note for {first_name}
            </h2>
            <p className="mt-2 border-l-2 border-hairline pl-4 whitespace-pre-line">{booking.note}</p>
          </section>
        )}
        {booking.problem && <ProblemWords problem={booking.problem} other={first_name} zone={zone} />}
        {booking.refund_if_canceled && <PlansChange booking={booking} words={words} zone={zone} />}
        <NotRight booking={booking} firstName={first_name} zone={zone} now={now} />
        {booking.payment?.package_id && (
          <p className="print:hidden">
            Paid from a package.{" "}
            <Link href={`/packages/${booking.payment.package_id}`} className="link">
              Open the package and its receipt
            </Link>
          </p>
        )}
        {has_receipt && <Receipt id={booking.id} price={booking.price} payment={paid_by_card} zone={zone} />}
      </div>
    </div>
  );
}

/** The one thing to do next, where the state has one. */
function NextStep({ booking, firstName, now }: { booking: BookingView; firstName: string; now: Date }) {
  if (booking.status === "held" && !booking.is_lapsed) {
    return (
      <div className="mt-5 flex flex-wrap items-center gap-4">
        <LinkButton href={`/checkout/${booking.id}`}>Pay for this session</LinkButton>
        <TimeLeft booking={booking} serverNow={now.toISOString()} />
      </div>
    );
  }
  if (booking.status === "confirmed" && new Date(booking.ends_at) > now) return null;
  return (
    <div className="mt-5">
      <LinkButton href={`/coaches/${booking.coach.slug}`} variant="secondary">
        See {firstName}&rsquo;s free times
      </LinkButton>
    </div>
  );
}
