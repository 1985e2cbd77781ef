import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Balances } from "@/components/admin/money/balances";
import { EntryList } from "@/components/admin/money/entry-list";
import { MoneyChart } from "@/components/admin/money/money-chart";
import { MoneyFilterForm } from "@/components/admin/money/money-filter";
import { Reconciliation } from "@/components/admin/money/reconciliation";
import { WaitingPayments } from "@/components/admin/money/waiting-payments";
import { PageHeading } from "@/components/layout/page-heading";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/text-field";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import type { PageProps } from "@/lib/http/page-props";
import { getViewerZone } from "@/lib/http/viewer";
import { filterQuery, readFilter } from "@/lib/ledger/filter";
import { readMoney } from "@/lib/ledger/read-money";
import { readWaiting } from "@/lib/manual-payments/read-waiting";
import { readRuns } from "@/lib/reconciliation/read-runs";

export const metadata: Metadata = { title: "Money", robots: { index: false } };

/** The books: whether they agree with Stripe's, what came and went, what each account says, and every entry. */
export default async function MoneyPage({ searchParams }: PageProps) {
  const user = await requireRole("admin", { next: "/admin/money" });
  const params = await searchParams;
  if (typeof params.booking === "string" && /^(bk|pkg|spon)_[0-9a-z]{10,40}$/.test(params.booking.trim())) redirect(`/admin/money/${params.booking.trim()}`);
  const now = clockNow();
  const filter = readFilter(params);
  const [view, runs, waiting, { zone }] = await Promise.all([readMoney(filter, now), readRuns(), readWaiting(user.id), getViewerZone()]);
  return (
    <div className="flex flex-col gap-12">
      <PageHeading title="Money">Every movement in double entry: what was charged is what was given back, transferred, kept as our fee, or is still held.</PageHeading>
      <Reconciliation runs={runs} zone={zone} now={now} />
      {waiting.length > 0 && (
        <section aria-labelledby="waiting" className="flex flex-col gap-4">
          <h2 id="waiting" className="text-h3">
            {waiting.length === 1 ? "One manual payment waits for a second admin" : `${waiting.length} manual payments wait for a second admin`}
          </h2>
          <WaitingPayments payments={waiting} />
        </section>
      )}
      <section aria-labelledby="period" className="flex flex-col gap-6">
        <h2 id="period" className="text-h3">
          What came and went
        </h2>
        <MoneyFilterForm filter={filter} markets={view.markets} currencies={view.currencies} />
        {view.charts.length === 0 ? (
          <EmptyState icon={Landmark} title="No money moved">
            In this period, for this market and currency. Choose more days, or all of them.
          </EmptyState>
        ) : (
          view.charts.map((chart) => <MoneyChart key={chart.currency} chart={chart} />)
        )}
      </section>
      {view.balances.length > 0 && (
        <section aria-labelledby="balances" className="flex flex-col gap-4">
          <h2 id="balances" className="text-h3">
            Accounts, as of now
          </h2>
          <Balances balances={view.balances} />
        </section>
      )}
      <section aria-labelledby="entries" className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <h2 id="entries" className="text-h3">
            Entries
          </h2>
          {view.entries.length > 0 && (
            <a href={`/api/admin/money/entries?${filterQuery(filter)}`} className="link" download>
              All entries of the period as CSV
            </a>
          )}
        </div>
        <form className="flex max-w-xl flex-wrap items-end gap-3" role="search" aria-label="A booking’s money">
          <div className="min-w-0 flex-1 basis-56">
            <TextField label="A booking’s money, by its id" name="booking" placeholder="bk_…" autoComplete="off" error={params.booking ? "There is no such id: a booking’s begins with bk_, a package’s with pkg_, a sponsorship’s with spon_." : undefined} />
          </div>
          <Button type="submit" variant="secondary">
            Open
          </Button>
        </form>
        {view.entries.length === 0 ? <p className="text-quiet">{filter.before ? "There are no older entries." : "Nothing was booked in this period."}</p> : <EntryList entries={view.entries} zone={zone} />}
        <nav aria-label="Pages of entries" className="flex flex-wrap gap-6">
          {filter.before && (
            <Link href={`/admin/money?${filterQuery(filter)}#entries`} className="link">
              Back to the newest
            </Link>
          )}
          {view.next && (
            <Link href={`/admin/money?${filterQuery(filter, { before: view.next })}#entries`} className="link">
              Older entries
            </Link>
          )}
        </nav>
      </section>
    </div>
  );
}
