import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { formatDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { SponsorshipLine } from "@/lib/sponsorships/list-sponsorships";
import { agoWords } from "./jobs/age-words";
import { sponsorshipStatusWords } from "./sponsorship-words";

export function SponsorshipRow({ sponsorship, now }: { sponsorship: SponsorshipLine; now: string }) {
  const { tutor_id, coach_name, weeks, price, paid, status, is_promoted, renews, paid_until, created_at } = sponsorship;
  const isRunning = status === "active" || status === "past_due";
  const until = paid_until && `paid until ${formatDay(new Date(paid_until), "UTC")}`;
  const facts = [`${weeks} ${weeks === 1 ? "week" : "weeks"} for ${formatMoney(price, { short: true })}`, `begun ${agoWords(created_at, now)}`, until, isRunning && !renews && "ends then"];
  return (
    <li className="relative flex flex-wrap items-start gap-x-4 gap-y-2 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-h4">
          <Link href={`/admin/approvals/${tutor_id}`} className="after:absolute after:inset-0 after:rounded-card">
            {coach_name}
          </Link>
        </h2>
        <p className="figures text-sm text-quiet">{facts.filter(Boolean).join(" · ")}</p>
        <p className="figures text-sm text-quiet">{formatMoney(paid)} came in</p>
      </div>
      <div className="flex shrink-0 flex-wrap gap-1.5">
        <Badge tone={sponsorshipStatusWords[status].tone}>{sponsorshipStatusWords[status].word}</Badge>
        {isRunning && !is_promoted && <Badge tone="warning">Hidden</Badge>}
      </div>
    </li>
  );
}
