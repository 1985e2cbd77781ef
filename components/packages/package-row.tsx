import Link from "next/link";
import { Portrait } from "@/components/coaches/portrait";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { packageTitle } from "@/lib/packages/package-words";
import type { PurchaseView } from "@/lib/packages/purchase-view";
import { packageState } from "./package-state";

/** One of somebody's packages in their list, with the way to its next session. */
export function PackageRow({ purchase, zone }: { purchase: PurchaseView; zone: string }) {
  const state = packageState(purchase, zone);
  const path = `/packages/${purchase.id}`;
  return (
    <li className="flex flex-wrap items-center gap-4 rounded-card border border-hairline bg-card p-4">
      <Portrait coach={purchase.coach} size={56} className="size-14" />
      <div className="min-w-0 flex-1 basis-48">
        <h3 className="figures text-h4">
          <Link href={path} className="hover:text-brand">
            {packageTitle(purchase)}
          </Link>
        </h3>
        <p>with {purchase.coach.name}</p>
        <p className="figures text-sm text-quiet">{state.sentence}</p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Badge tone={state.tone}>{state.word}</Badge>
        {purchase.why_not_book === null && (
          <LinkButton href={`${path}#book`} size="small">
            Book next<span className="sr-only"> session with {purchase.coach.name}</span>
          </LinkButton>
        )}
      </div>
    </li>
  );
}
