import { Receipt } from "@/components/booking/receipt";
import { momentWords } from "@/components/booking/session-words";
import { StateHeading } from "@/components/booking/state-heading";
import type { WeekSetup } from "@/components/coaches/week/use-week";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { formatMoney } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import { packageTitle } from "@/lib/packages/package-words";
import type { PurchasePage } from "@/lib/packages/read-purchases";
import { BookNext } from "./book-next";
import { EndPackage } from "./end-package";
import { PackageSessions } from "./package-sessions";
import { packageState } from "./package-state";

interface PackageDetailsProps {
  page: PurchasePage;
  zone: string;
  /** Null where nothing can be booked now. */
  setup: WeekSetup | null;
}

/** One paid package of the person who bought it: what is left, the next session, what was booked, what was paid, and its end. */
export function PackageDetails({ page, zone, setup }: PackageDetailsProps) {
  const { purchase, sessions, payment, refund } = page;
  const first_name = firstName(purchase.coach.name);
  const state = packageState(purchase, zone);
  const hasTimes = setup?.days.some(({ starts }) => starts.length > 0) ?? false;
  return (
    <div className="grid items-start gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_25.5rem] lg:grid-rows-[auto_1fr]">
      <div className="min-w-0">
        <Badge tone={state.tone}>{state.word}</Badge>
        <StateHeading title={`${packageTitle(purchase)} with ${first_name}`} change={state.word} />
        <p className="figures mt-2 text-lg text-quiet">{state.sentence}</p>
        {refund && <p className="figures mt-2">{refundWords(refund)}</p>}
      </div>
      <section id="book" aria-labelledby="book-heading" className="scroll-mt-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <Card isFloating className="flex flex-col gap-4">
          <h2 id="book-heading" className="text-h3">
            Book the next session
          </h2>
          {setup && hasTimes && <BookNext key={purchase.remaining} purchaseId={purchase.id} setup={setup} />}
          {setup && !hasTimes && <p>{first_name} has no free time before your package ends at present. Look again later, or end the package.</p>}
          {!setup && <Alert isNews={false}>{purchase.why_not_book ?? "Nothing can be booked at present."}</Alert>}
          {!setup && (
            <LinkButton href={`/coaches/${purchase.coach.slug}`} variant="secondary">
              See {first_name}&rsquo;s page
            </LinkButton>
          )}
        </Card>
      </section>
      <div className="flex min-w-0 flex-col gap-10">
        <PackageSessions sessions={sessions} zone={zone} firstName={first_name} />
        {payment?.paid_at && <Receipt id={purchase.id} price={purchase.price} payment={payment} zone={zone} />}
        {purchase.status === "active" && (
          <section aria-labelledby="end">
            <h2 id="end" className="text-h3">
              If your plans change
            </h2>
            <p className="figures mt-3">
              {purchase.expires_at && `The package ends ${momentWords(new Date(purchase.expires_at), zone)}. `}What is left then comes back to you, less what the sessions you had cost one by one; the same if you end it now. If {first_name} ends it, each unused session comes back at what you paid for it.
            </p>
            <div className="mt-4">
              {purchase.if_ended ? (
                <EndPackage path={`/api/package-purchases/${purchase.id}/end`} as="client" quote={purchase.if_ended} other={first_name} single_price={purchase.single_price} />
              ) : (
                <p className="text-quiet">{purchase.why_not_end}</p>
              )}
            </div>
          </section>
        )}
      </div>
    </div>
  );
}

function refundWords({ amount, status }: NonNullable<PurchasePage["refund"]>): string {
  if (status === "succeeded") return `${formatMoney(amount)} went back to you.`;
  if (status === "failed") return `${formatMoney(amount)} could not be delivered to your card yet. We are at it; you need not do anything.`;
  return `${formatMoney(amount)} is on its way back to you.`;
}
