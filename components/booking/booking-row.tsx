import Link from "next/link";
import type { ReactNode } from "react";
import { Portrait } from "@/components/coaches/portrait";
import type { BookingView } from "@/lib/bookings/view";

interface BookingRowProps {
  booking: BookingView;
  href: string;
  /** "Tomorrow at 7:00 PM". */
  title: string;
  detail: string;
  aside?: ReactNode;
}

/** One session in a list; the whole row leads to it. */
export function BookingRow({ booking, href, title, detail, aside }: BookingRowProps) {
  return (
    <li className="relative flex items-center gap-4 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
      <Portrait coach={booking.coach} size={56} className="size-14" />
      <div className="min-w-0 flex-1">
        <h3 className="figures text-h4">
          <Link href={href} className="after:absolute after:inset-0 after:rounded-card">
            {/* On a phone the line breaks before a time, not in it. */}
            {title.replace(/ (?=[AP]M$)/, "\u00a0")}
          </Link>
        </h3>
        <p>
          {booking.subject} with {booking.coach.name}
        </p>
        <p className="figures text-sm text-quiet">{detail}</p>
      </div>
      {aside && <div className="shrink-0 max-sm:self-start">{aside}</div>}
    </li>
  );
}
