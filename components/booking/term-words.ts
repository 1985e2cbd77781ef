import type { BookingView } from "@/lib/bookings/view";
import { formatClock, formatDay } from "@/lib/core/format-time";

/** "Cancel free until" + "Mon, Nov 23, 7:00 PM": the deadline stands apart so that it can be set in bold. */
export interface TermWords {
  lead: string;
  until: string;
}

/** The deadlines that are still ahead, in words; empty where a cancellation gives nothing back any more. */
export function termWords(terms: BookingView["cancellation_terms"], { zone, now }: { zone: string; now: Date }): TermWords[] {
  return terms
    .map(({ until, refund_percent }) => ({ until: new Date(until), refund_percent }))
    .filter(({ until }) => until > now)
    .map(({ until, refund_percent }, index) => ({ lead: index === 0 ? firstLead(refund_percent) : laterLead(refund_percent), until: `${formatDay(until, zone)}, ${formatClock(until, zone)}` }));
}

function firstLead(percent: number): string {
  return percent === 100 ? "Cancel free until" : `Cancel and get ${share(percent)} back until`;
}

function laterLead(percent: number): string {
  return percent === 50 ? "Half back until" : `${share(percent)} back until`;
}

function share(percent: number): string {
  return percent === 50 ? "half" : `${percent} %`;
}
