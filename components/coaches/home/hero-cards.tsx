import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { formatSoon } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { CoachWithTimes } from "../coach-card";
import { HoldButtons } from "../hold-button";
import { Portrait } from "../portrait";

/** Three coaches beside the promise, on the staff: proof that the times are real. */
export function HeroCards({ coaches, zone, now }: { coaches: CoachWithTimes[]; zone: string; now: Date }) {
  return (
    <ul aria-label="Three coaches with free times" className="relative hidden flex-col gap-3 lg:flex">
      {coaches.map((coach, index) => (
        <li key={coach.id} className={classNames("flex w-[21.25rem] gap-3.5 rounded-card border border-hairline bg-card p-3.5 shadow-float", places[index % 3])}>
          <Portrait coach={coach} size={72} isFirstSeen className="size-18 rounded-control" />
          <div className="min-w-0">
            <h2 className="text-base leading-6">
              <Link href={`/coaches/${coach.slug}`} className="hover:text-brand">
                {coach.name}
              </Link>
            </h2>
            <p className="mb-1.5 truncate text-sm text-quiet">
              {coach.subjects[0]} · {formatMoney({ amount: coach.price_from, currency: coach.currency }, { short: true })}
            </p>
            <HoldButtons
              coach={{ id: coach.id, slug: coach.slug, name: coach.name, duration_minutes: coach.default_duration_minutes }}
              times={coach.next_times.slice(0, 2).map((start) => ({ starts_at: start, label: formatSoon(new Date(start), zone, now) }))}
              zone={zone}
              look="row"
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

const places = ["ml-19", "ml-0", "ml-27"];
