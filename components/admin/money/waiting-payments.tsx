import Link from "next/link";
import { DeedButton } from "@/components/admin/jobs/deed-button";
import { formatMoney } from "@/lib/core/money";

export interface WaitingPayment {
  id: string;
  booking_id: string;
  direction: "received" | "returned";
  amount: number;
  currency: string;
  reason: string;
  recorded_by_name: string;
  /** Of the admin who looks: then another one has to decide. */
  is_own: boolean;
}

/** Sums that one admin may not record alone. */
export function WaitingPayments({ payments }: { payments: WaitingPayment[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {payments.map((payment) => (
        <li key={payment.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 rounded-card border border-hairline bg-card p-4">
          <div className="min-w-0 flex-1 basis-60">
            <h3 className="figures text-h4">
              {formatMoney(payment)} {payment.direction}
            </h3>
            <p className="break-words">“{payment.reason}”</p>
            <p className="text-sm break-all text-quiet">
              By {payment.recorded_by_name} for{" "}
              <Link href={`/admin/money/${payment.booking_id}`} className="link">
                {payment.booking_id}
              </Link>
            </p>
          </div>
          {payment.is_own ? (
            <p className="text-sm text-quiet">Yours: another admin decides.</p>
          ) : (
            <div className="flex flex-wrap gap-2">
              <DeedButton path={`/api/admin/manual-payments/${payment.id}/decision`} body={{ outcome: "approve" }} done="It counts now." size="small">
                Agree<span className="sr-only"> to {formatMoney(payment)}</span>
              </DeedButton>
              <DeedButton path={`/api/admin/manual-payments/${payment.id}/decision`} body={{ outcome: "reject" }} done="It will not count." size="small" variant="quiet">
                Reject<span className="sr-only"> {formatMoney(payment)}</span>
              </DeedButton>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
