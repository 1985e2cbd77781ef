import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { cancellationPresets } from "@/lib/config/policy";
import { formatSoon } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { modalities } from "@/lib/tutors/catalogue";
import type { CoachCard as Coach } from "@/lib/tutors/view";
import { HoldButtons } from "./hold-button";
import { Portrait } from "./portrait";
import { Rating } from "./rating";

export type CoachWithTimes = Coach & { next_times: string[]; is_sponsored?: boolean };

interface CoachCardProps {
  coach: CoachWithTimes;
  zone: string;
  now: Date;
  isFirstSeen?: boolean;
  isFirst?: boolean;
  /** One below the heading of the list that it stands in. */
  heading?: "h2" | "h3";
}

/** One coach of a list: who, for how much, and when next. A time is one press from its hold. */
export function CoachCard({ coach, zone, now, isFirstSeen = false, isFirst = false, heading: Heading = "h2" }: CoachCardProps) {
  const times = coach.next_times.map((starts_at) => ({ starts_at, label: formatSoon(new Date(starts_at), zone, now) }));
  return (
    <article className="relative grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-4 rounded-card border border-hairline bg-card p-4 sm:gap-x-6 sm:p-5 lg:min-h-[12.75rem] lg:grid-cols-[auto_minmax(0,1fr)_12rem]">
      <Portrait coach={coach} size={112} isFirstSeen={isFirstSeen} className="size-18 sm:size-28" />
      <div className="flex min-w-0 flex-col gap-1.5">
        {coach.is_sponsored && (
          <p className="-mb-0.5">
            <Badge tone="saffron">
              Sponsored<VisuallyHidden>: this coach pays for the place</VisuallyHidden>
            </Badge>
          </p>
        )}
        <Heading className="text-h4">
          <Link href={`/coaches/${coach.slug}`} className="hover:text-brand">
            {coach.name}
          </Link>
        </Heading>
        <p>{coach.headline}</p>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-quiet">
          <Rating rating={coach.rating} />
          <span>{coach.subjects.slice(0, 3).join(" · ")}</span>
          {coach.languages.length > 0 && (
            <span>
              <VisuallyHidden>Speaks </VisuallyHidden>
              {coach.languages.join(", ")}
            </span>
          )}
          <span>{modalities[coach.modality]}</span>
        </p>
        <p className="text-sm text-quiet">
          <span className="figures font-display text-h4 font-semibold text-ink">{formatMoney({ amount: coach.price_from, currency: coach.currency }, { short: true })}</span>{" "}
          for {coach.default_duration_minutes} minutes · free cancellation until {cancellationPresets[coach.cancellation_preset][0].hours_before} h before
        </p>
      </div>
      <div className="max-lg:col-span-2">
        <p className="mb-2 text-sm text-quiet">{times.length > 0 ? "Next free times" : "No free times in the coming weeks"}</p>
        {times.length > 0 ? (
          <HoldButtons
            coach={{ id: coach.id, slug: coach.slug, name: coach.name, duration_minutes: coach.default_duration_minutes }}
            times={times}
            zone={zone}
            look="column"
            isFirstMarked={isFirst}
          />
        ) : (
          <Link href={`/coaches/${coach.slug}`} className="link text-sm">
            See the profile
          </Link>
        )}
      </div>
    </article>
  );
}
