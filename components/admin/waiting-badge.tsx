import { Badge } from "@/components/ui/badge";
import type { Waiting } from "@/lib/tutors/waiting";

/** How long somebody has waited, against what we promise; colour and words. */
export function WaitingBadge({ waiting }: { waiting: Waiting }) {
  const isSoonLate = waiting.hours >= waiting.target_hours * 0.75;
  const words = waitingWords(waiting.hours);
  if (waiting.is_late) return <Badge tone="danger">{words}, late</Badge>;
  return <Badge tone={isSoonLate ? "warning" : "neutral"}>{`${words} of ${waiting.target_hours} h`}</Badge>;
}

/** "3 h", "2 d 4 h". */
export function waitingWords(hours: number): string {
  if (hours < 48) return hours === 0 ? "under an hour" : `${hours} h`;
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  return rest === 0 ? `${days} d` : `${days} d ${rest} h`;
}
