import { Badge } from "@/components/ui/badge";
import { formatMoney } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import { packageTitle, sessionsWords } from "@/lib/packages/package-words";
import type { SoldPackageView } from "@/lib/packages/purchase-view";
import { EndPackage } from "./end-package";
import { packageState } from "./package-state";

/** What a coach has sold: to whom, how much of it is left, and its end. */
export function SoldPackages({ sold, zone }: { sold: SoldPackageView[]; zone: string }) {
  if (sold.length === 0) return <p className="text-quiet">Nothing was sold yet. What clients buy appears here, with what is left of it.</p>;
  return (
    <ul className="flex flex-col gap-3">
      {sold.map((purchase) => (
        <SoldPackage key={purchase.id} purchase={purchase} zone={zone} />
      ))}
    </ul>
  );
}

function SoldPackage({ purchase, zone }: { purchase: SoldPackageView; zone: string }) {
  const state = packageState(purchase, zone);
  return (
    <li id={purchase.id} className="flex scroll-mt-6 flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card border border-hairline bg-card p-4 target:border-brand sm:p-5">
      <div className="figures min-w-0 flex-1 basis-56">
        <h3 className="text-h4">{purchase.client_name}</h3>
        <p>
          {packageTitle(purchase)}, {formatMoney(purchase.price)}
        </p>
        <p className="text-sm text-quiet">
          {state.sentence}
          {purchase.sessions_ahead > 0 && ` Booked ahead: ${sessionsWords(purchase.sessions_ahead)}.`}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Badge tone={state.tone}>{state.word}</Badge>
        {purchase.if_ended && <EndPackage path={`/api/tutor/package-purchases/${purchase.id}/end`} as="coach" quote={purchase.if_ended} other={firstName(purchase.client_name)} single_price={purchase.single_price} />}
      </div>
    </li>
  );
}
