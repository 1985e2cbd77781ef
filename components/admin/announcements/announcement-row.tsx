import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { AnnouncementView } from "@/lib/announcements/view";
import { formatDay } from "@/lib/core/format-time";
import { count, people, segmentWords, statusWords, titleOf } from "./announcement-words";

export function AnnouncementRow({ announcement, zone }: { announcement: AnnouncementView; zone: string }) {
  const { id, subject, segment, status } = announcement;
  const { word, tone } = statusWords[status];
  return (
    <li className="relative flex flex-wrap items-start gap-x-4 gap-y-2 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-h4 break-words">
          <Link href={`/admin/announcements/${id}`} className="after:absolute after:inset-0 after:rounded-card">
            {titleOf(subject)}
          </Link>
        </h2>
        <p className="figures text-sm text-quiet">{segmentWords(segment)}</p>
        <p className="figures text-sm text-quiet">{howFar(announcement, zone)}</p>
      </div>
      <Badge tone={tone}>{word}</Badge>
    </li>
  );
}

function howFar({ status, counts, people: confirmed, started_at, ended_at, updated_at }: AnnouncementView, zone: string): string {
  const day = (instant: string | null) => (instant ? formatDay(new Date(instant), zone) : "");
  if (status === "draft") return `Changed ${day(updated_at)}`;
  if (status === "sent") return `To ${people(counts.sent)}, ${day(ended_at)}`;
  return `To ${count(counts.sent)} of ${people(confirmed)} so far, begun ${day(started_at)}`;
}
