import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { BookingSteps } from "@/components/admin/money/booking-steps";
import { ManualForm } from "@/components/admin/money/manual-form";
import { WaitingPayments } from "@/components/admin/money/waiting-payments";
import { momentWords } from "@/components/booking/session-words";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { requireRole } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import { getViewerZone } from "@/lib/http/viewer";
import { readBookingMoney } from "@/lib/ledger/read-booking-money";
import { isExplained } from "@/lib/ledger/statement";

export const metadata: Metadata = { title: "A booking’s money", robots: { index: false } };

/** Where a booking's money came from and where it is, step by step; on the right what can be recorded by hand. */
export default async function BookingMoneyPage({ params }: { params: Promise<{ booking_id: string }> }) {
  const { booking_id } = await params;
  const user = await requireRole("admin", { next: `/admin/money/${booking_id}` });
  const money = await readBookingMoney(booking_id).catch((error: unknown) => (error instanceof AppError && error.code === "not_found" ? notFound() : Promise.reject(error)));
  const { zone } = await getViewerZone();
  const { booking, statement, steps, disputes, manual, most } = money;
  const say = (amount: number) => formatMoney({ amount, currency: booking.currency });
  const waiting = manual.filter(({ status }) => status === "waiting").map((each) => ({ ...each, id: each._id, is_own: each.recorded_by === user.id }));
  const rows = [["Charged", statement.charged], ["Given back", statement.refunded], ["Transferred to the coach", statement.transferred], ["Our fee", statement.fee], ["Held", statement.held]] as const;
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-14">
      <div className="flex min-w-0 flex-col gap-8">
        <div>
          <Badge>{booking.status.replaceAll("_", " ")}</Badge>
          <h1 className="mt-3 text-h2">
            {booking.subject}: {say(booking.price)}
          </h1>
          <p className="figures mt-2 break-words text-quiet">
            {money.client_name === null ? "By " : `${money.client_name} with `}
            <Link href={`/admin/approvals/${money.coach.tutor_id}`} className="link">
              {money.coach.name}
            </Link>
            , {momentWords(new Date(booking.starts_at), zone)}. <span className="break-all">{booking._id}</span>
          </p>
        </div>
        {disputes.map((dispute) => (
          <Alert key={dispute._id} tone={dispute.status === "won" || dispute.status === "closed" ? "info" : "danger"} title={`${say(dispute.amount)} disputed: ${dispute.status}`} isNews={false}>
            <p className="figures">
              Reason: {dispute.reason.replaceAll("_", " ")}. {dispute.status === "open" || dispute.status === "inquiry" ? `${money.client_name === null ? "" : "The coach is not paid meanwhile. "}Answer it at Stripe` : "Decided"}
              {dispute.due_at && (dispute.status === "open" || dispute.status === "inquiry") ? ` before ${momentWords(dispute.due_at, zone)}.` : "."}
            </p>
          </Alert>
        ))}
        <Card className="figures flex flex-col gap-3">
          <h2 className="text-h4">Where it is</h2>
          <dl className="grid grid-cols-[1fr_auto] gap-y-2">
            {rows.map(([label, amount]) => (
              <div key={label} className="contents">
                <dt className="text-quiet">{label}</dt>
                <dd className="text-right">{say(amount)}</dd>
              </div>
            ))}
          </dl>
          <p className={isExplained(statement) ? "text-sm text-quiet" : "text-sm text-danger"}>
            {isExplained(statement) ? "Charged is the sum of the others, to the last minor unit." : "Charged is not the sum of the others: compare the books with Stripe’s."} Stripe kept {say(statement.stripe_fees)} for itself.
          </p>
        </Card>
        <section aria-labelledby="steps" className="flex flex-col gap-4">
          <h2 id="steps" className="text-h3">
            Step by step
          </h2>
          {steps.length === 0 ? <p className="text-quiet">No money has moved for it.</p> : <BookingSteps steps={steps} zone={zone} />}
        </section>
      </div>
      <aside aria-label="Money outside Stripe" className="flex flex-col gap-6">
        {waiting.length > 0 && (
          <section aria-labelledby="waiting" className="flex flex-col gap-3">
            <h2 id="waiting" className="text-h4">
              Waits for a second admin
            </h2>
            <WaitingPayments payments={waiting} />
          </section>
        )}
        <Card className="flex flex-col gap-4">
          <h2 className="text-h4">Money outside Stripe</h2>
          {most.received > 0 || most.returned > 0 ? (
            <ManualForm booking_id={booking._id} currency={booking.currency} most={most} />
          ) : (
            <p className="text-quiet">Nothing is due, and nothing is owed that is not on its way. So there is nothing to record.</p>
          )}
        </Card>
      </aside>
    </div>
  );
}
