import Link from "next/link";
import { Portrait } from "@/components/coaches/portrait";
import { Badge } from "@/components/ui/badge";
import type { ApprovalEntry } from "@/lib/tutors/list-approvals";
import { WaitingBadge } from "./waiting-badge";

export function ApprovalRow({ entry }: { entry: ApprovalEntry }) {
  const { tutor_id, name, headline, portrait_url, subjects, market_id, kind, is_again, waiting } = entry;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
      <Portrait coach={{ id: tutor_id, name, portrait_url }} size={56} className="size-14" />
      <div className="min-w-0 flex-1">
        <h2 className="text-h4">
          <Link href={`/admin/approvals/${tutor_id}`} className="after:absolute after:inset-0 after:rounded-card">
            {name}
          </Link>
        </h2>
        <p className="line-clamp-2">{headline}</p>
        <p className="line-clamp-2 text-sm text-quiet">
          {market_id.slice(0, 2)} · {subjects.slice(0, 3).join(", ")}
        </p>
      </div>
      <div className="flex shrink-0 gap-1.5 max-sm:w-full max-sm:pl-18 sm:flex-col sm:items-end">
        <WaitingBadge waiting={waiting} />
        {kind === "proposal" && <Badge tone="info">Change</Badge>}
        {is_again && <Badge>Again</Badge>}
      </div>
    </li>
  );
}
