import { Portrait } from "@/components/coaches/portrait";
import { Card } from "@/components/ui/card";
import type { BookingView } from "@/lib/bookings/view";
import type { SessionWords } from "./session-words";

/** Who, what and when, in the viewer's zone and, where it differs, in the coach's. */
export function SessionCard({ coach, words }: { coach: BookingView["coach"]; words: SessionWords }) {
  return (
    <Card className="flex items-start gap-4 sm:items-center sm:p-5">
      <Portrait coach={coach} size={80} isFirstSeen className="size-16 sm:size-20" />
      <div className="min-w-0">
        <h2 className="text-h4 sm:text-[1.3125rem]">{words.what}</h2>
        <p className="figures">
          {words.time} <span className="inline-block text-quiet">{words.zone}</span>
        </p>
        {words.coach_time && <p className="figures text-sm text-quiet">{words.coach_time}</p>}
      </div>
    </Card>
  );
}
