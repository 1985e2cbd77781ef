import { CircleCheck, CircleDashed, CircleHelp, CircleX, FlaskConical, Settings, TriangleAlert, type LucideIcon } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ServiceRow } from "@/lib/probes/read-status";

/** The state in a word, a colour and an icon: any one of them is enough. */
export function StateBadge({ row }: { row: ServiceRow }) {
  const { word, tone, Icon } = row.is_slow && row.state === "degraded" ? slow : looks[row.state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {word}
    </Badge>
  );
}

interface Look {
  word: string;
  tone: Tone;
  Icon: LucideIcon;
}

const slow: Look = { word: "Slow", tone: "saffron", Icon: TriangleAlert };

const looks: Record<ServiceRow["state"], Look> = {
  verified: { word: "Working", tone: "brand", Icon: CircleCheck },
  emulated: { word: "Emulated", tone: "neutral", Icon: FlaskConical },
  degraded: { word: "Degraded", tone: "saffron", Icon: TriangleAlert },
  failing: { word: "Failing", tone: "danger", Icon: CircleX },
  misconfigured: { word: "Misconfigured", tone: "danger", Icon: Settings },
  not_configured: { word: "Not set up", tone: "neutral", Icon: CircleDashed },
  unknown: { word: "Not checked yet", tone: "neutral", Icon: CircleHelp },
};
