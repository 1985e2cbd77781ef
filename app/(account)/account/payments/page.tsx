import { Receipt } from "lucide-react";
import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { MoneyFilter } from "@/components/own-payments/money-filter";
import { MoneyList } from "@/components/own-payments/money-list";
import { UpcomingRefunds } from "@/components/own-payments/upcoming-refunds";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { zoneLabel } from "@/lib/core/format-time";
import type { PageProps } from "@/lib/http/page-props";
import { getViewerZone } from "@/lib/http/viewer";
import { moneyQuery, readMoneyFilter } from "@/lib/own-payments/filter";
import { readOwnPayments } from "@/lib/own-payments/read-own-payments";

export const metadata: Metadata = { title: "Payments" };

/** Everything that a person paid and got back. */
export default async function PaymentsPage({ searchParams }: PageProps) {
  const user = await requireUser({ next: "/account/payments" });
  const filter = readMoneyFilter(await searchParams);
  const now = clockNow();
  const { zone } = await getViewerZone();
  const { upcoming, rows, next, years } = await readOwnPayments({ user_id: user.id, filter, zone, now });
  const isFiltered = filter.kind !== "all" || filter.year !== null || filter.before !== null;
  return (
    <div className="flex flex-col gap-10">
      <PageHeading title="Payments">What you paid and what came back. Days are those of {zoneLabel(zone, now)}.</PageHeading>
      {upcoming.length > 0 && <UpcomingRefunds rows={upcoming} zone={zone} />}
      {years.length === 0 ? (
        <EmptyState icon={Receipt} title="You have not paid anything yet" action={<LinkButton href="/coaches">Find a coach</LinkButton>}>
          Each session and package that you pay for stands here with its receipt, and each refund with the day by which it arrives.
        </EmptyState>
      ) : (
        <section aria-labelledby="all" className="flex flex-col gap-5">
          <h2 id="all" className="text-h3">
            All payments and refunds
          </h2>
          <MoneyFilter filter={filter} years={years} />
          {rows.length === 0 ? (
            <EmptyState
              title="Nothing here"
              action={
                isFiltered && (
                  <LinkButton href="/account/payments" variant="secondary">
                    Show everything
                  </LinkButton>
                )
              }
            >
              No money of this kind moved in this time.
            </EmptyState>
          ) : (
            <MoneyList rows={rows} zone={zone} />
          )}
          <div className="flex flex-wrap gap-3">
            {filter.before && (
              <LinkButton href={moneyQuery(filter)} variant="secondary">
                Back to the latest
              </LinkButton>
            )}
            {next && (
              <LinkButton href={moneyQuery(filter, { before: next })} variant="secondary">
                Show older
              </LinkButton>
            )}
          </div>
        </section>
      )}
    </div>
  );
}
