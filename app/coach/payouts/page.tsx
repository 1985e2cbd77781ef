import { Download } from "lucide-react";
import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { AccountCard } from "@/components/payouts/account-card";
import { EarningList } from "@/components/payouts/earning-list";
import { MonthsChart } from "@/components/payouts/months-chart";
import { PayoutList } from "@/components/payouts/payout-list";
import { TotalsRow } from "@/components/payouts/totals-row";
import { Alert } from "@/components/ui/alert";
import { buttonStyle } from "@/components/ui/button-style";
import { EmptyState } from "@/components/ui/empty-state";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { formatMoney } from "@/lib/core/money";
import { type Earnings, readEarnings } from "@/lib/payouts/read-earnings";
import { monthsOf, totalsOf } from "@/lib/payouts/totals";

export const metadata: Metadata = { title: "Payouts", robots: { index: false } };

/** A page of them; the file has them all. */
const shown = 50;

/** The coach's money: whether it can be paid out, what comes when, and what each session brought. */
export default async function PayoutsPage() {
  const user = await requireRole("tutor", { next: "/coach/payouts" });
  const now = clockNow();
  const money = await readEarnings({ user, now });
  const { account, earnings, payouts, timezone } = money;
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-10">
      <PageHeading title="Payouts">What you earn, and when it reaches you.</PageHeading>
      <FailedPayout money={money} />
      <AccountCard account={account} hasTwoFactor={user.two_factor_enabled} zone={timezone} />
      {earnings.length === 0 ? (
        <EmptyState title="Nothing earned yet">With your first booked session you see here what it brings and when it is paid to you.</EmptyState>
      ) : (
        <>
          {totalsOf(earnings).map((totals) => (
            <section key={totals.currency} aria-label={`Earnings in ${totals.currency.toUpperCase()}`} className="flex flex-col gap-8">
              <TotalsRow totals={totals} />
              <MonthsChart months={monthsOf(earnings, { currency: totals.currency, timezone, now })} currency={totals.currency} />
            </section>
          ))}
          <section aria-labelledby="sessions" className="flex flex-col gap-4">
            <div className="flex flex-wrap items-end justify-between gap-3">
              <h2 id="sessions" className="text-h3">
                By session
              </h2>
              <a href="/api/tutor/payouts/export" download className={buttonStyle({ variant: "secondary", size: "small" })}>
                <Download aria-hidden="true" className="size-4" />
                Download as CSV
              </a>
            </div>
            <EarningList earnings={earnings.slice(0, shown)} zone={timezone} />
            {earnings.length > shown && <p className="text-sm text-quiet">These are the newest {shown} of {earnings.length}; the file has them all.</p>}
          </section>
        </>
      )}
      {payouts.length > 0 && (
        <section aria-labelledby="bank" className="flex flex-col gap-4">
          <h2 id="bank" className="text-h3">
            To your bank
          </h2>
          <PayoutList payouts={payouts.slice(0, shown)} />
        </section>
      )}
    </div>
  );
}

/** Only while the newest one failed: whatever arrived since has brought it along. */
function FailedPayout({ money: { payouts, account } }: { money: Earnings }) {
  const [newest] = payouts;
  if (newest?.status !== "failed" || account.standing === "disconnected") return null;
  return (
    <Alert tone="danger" isNews={false} title={`Your bank sent ${formatMoney(newest)} back`}>
      <p>{newest.failure ?? "It did not say why."} Nothing is lost: the money is in your Stripe account. Look there whether your bank account is the right one.</p>
    </Alert>
  );
}
