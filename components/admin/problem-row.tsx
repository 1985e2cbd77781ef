import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { AdminProblem } from "@/lib/bookings/read-problems";
import { formatRange } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { problemTitle } from "./problem-words";
import { waitingWords } from "./waiting-badge";

export function ProblemRow({ problem, zone }: { problem: AdminProblem; zone: string }) {
  const range = { starts_at: new Date(problem.starts_at), ends_at: new Date(problem.ends_at) };
  const hasBoth = problem.reports.length > 1;
  return (
    <li className="relative flex flex-wrap items-start gap-x-4 gap-y-2 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="text-h4">
          <Link href={`/admin/problems/${problem.booking_id}`} className="after:absolute after:inset-0 after:rounded-card">
            {problemTitle(problem)}
          </Link>
        </h3>
        <p className="figures text-sm text-quiet">
          {problem.subject}, {formatRange(range, zone)}, {formatMoney(problem.price)}
        </p>
      </div>
      <div className="flex shrink-0 flex-wrap gap-1.5">
        <Badge tone={problem.waiting_hours >= 48 ? "danger" : "neutral"}>{waitingWords(problem.waiting_hours)}</Badge>
        {hasBoth && <Badge tone="info">Both sides heard</Badge>}
      </div>
    </li>
  );
}
