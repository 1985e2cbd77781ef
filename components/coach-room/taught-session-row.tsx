import Link from "next/link";
import { upcomingWords } from "@/components/booking/upcoming";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { formatRange } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";

/** One booked session in the coach's list; the whole row leads to it. */
export function TaughtSessionRow({ session, zone, now }: { session: TaughtSessionView; zone: string; now: Date }) {
  const range = { starts_at: new Date(session.starts_at), ends_at: new Date(session.ends_at) };
  return (
    <li className="relative flex items-center gap-4 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
      <div className="min-w-0 flex-1">
        <h3 className="figures text-h4">
          <Link href={`/coach/bookings/${session.id}`} className="after:absolute after:inset-0 after:rounded-card">
            {upcomingWords(range, { zone, now })}
          </Link>
        </h3>
        <p>
          {session.subject} with {session.client_name}
        </p>
        <p className="figures text-sm text-quiet">{formatRange(range, zone)}</p>
      </div>
      <p className="figures shrink-0 text-quiet">{formatMoney(session.receives)}</p>
    </li>
  );
}
