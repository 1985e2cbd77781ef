import { Badge } from "@/components/ui/badge";
import { levels, modalities } from "@/lib/tutors/catalogue";
import type { CoachProfile } from "@/lib/tutors/view";
import { Portrait } from "../portrait";
import { Rating } from "../rating";

export function ProfileHeading({ coach }: { coach: CoachProfile }) {
  return (
    <header className="flex flex-col gap-6 border-b border-hairline pb-8">
      <div className="flex items-start gap-4 sm:items-center sm:gap-7">
        <Portrait coach={coach} size={152} isFirstSeen className="size-22 sm:size-38" />
        <div className="flex min-w-0 flex-col gap-2">
          <h1 className="text-h2 sm:text-h1">{coach.name}</h1>
          <p className="text-lg sm:text-[1.1875rem]">{coach.headline}</p>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-quiet">
            <Rating rating={coach.rating} noun="reviews" />
            {coach.sessions_completed > 0 && (
              <span className="figures">
                {coach.sessions_completed.toLocaleString("en-US")} {coach.sessions_completed === 1 ? "session" : "sessions"}
              </span>
            )}
          </p>
        </div>
      </div>
      <ul aria-label="At a glance" className="flex flex-wrap gap-2">
        <li>
          <Badge tone="brand">Approved</Badge>
        </li>
        {coach.credentials_line && (
          <li>
            <Badge tone="brand">{coach.credentials_line}</Badge>
          </li>
        )}
        {coach.languages.length > 0 && (
          <li>
            <Badge>{coach.languages.join(", ")}</Badge>
          </li>
        )}
        <li>
          <Badge>{modalities[coach.modality]}</Badge>
        </li>
        {coach.levels.length > 0 && (
          <li>
            <Badge>{coach.levels.map((level) => levels[level]).join(", ")}</Badge>
          </li>
        )}
      </ul>
    </header>
  );
}
