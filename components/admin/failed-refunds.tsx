"use client";

import { momentWords } from "@/components/booking/session-words";
import { useBookingAction } from "@/components/booking/use-booking-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AdminRefund } from "@/lib/bookings/read-problems";
import { formatMoney } from "@/lib/core/money";

/** Money that is owed to clients: why it did not arrive, and the way to send it again. */
export function FailedRefunds({ refunds, zone }: { refunds: AdminRefund[]; zone: string }) {
  return (
    <ul className="flex flex-col gap-3">
      {refunds.map((refund) => (
        <FailedRefund key={refund.id} refund={refund} zone={zone} />
      ))}
    </ul>
  );
}

function FailedRefund({ refund, zone }: { refund: AdminRefund; zone: string }) {
  const { send, isPending, failure } = useBookingAction(`/api/admin/refunds/${refund.id}/retry`);
  const { card } = refund;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 rounded-card border border-hairline bg-card p-4">
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="figures text-h4">
          {formatMoney(refund.amount)} to {refund.client_name}
        </h3>
        <p className="break-words">{reason(refund)}</p>
        <p className="figures text-sm text-quiet">
          Ordered {momentWords(new Date(refund.ordered_at), zone)}
          {card && `, card ending in ${card.last4}`}, booking {refund.booking_id}
        </p>
        {failure && (
          <div className="mt-3">
            <Alert tone="danger">{failure.message}</Alert>
          </div>
        )}
      </div>
      <Button variant="secondary" size="small" isPending={isPending} onClick={() => void send({})}>
        {refund.status === "failed" ? "Order it again" : "Try it now"}
        <span className="sr-only">
          : {formatMoney(refund.amount)} to {refund.client_name}
        </span>
      </Button>
    </li>
  );
}

/** Stripe's codes as people say them: https://docs.stripe.com/refunds#failed-refunds. */
const reasons: Record<string, string> = {
  lost_or_stolen_card: "The card was lost or stolen.",
  expired_or_canceled_card: "The card has expired or was cancelled.",
  charge_for_pending_refund_disputed: "The client disputed the charge at their bank.",
  insufficient_funds: "There was not enough money in our Stripe balance.",
  declined: "The client's bank declined it.",
  merchant_request: "It was cancelled at our request.",
  unknown: "The client's bank sent it back without a reason.",
};

function reason({ status, failure }: AdminRefund): string {
  if (status === "ordered") return "Stripe has not taken it for an hour. It is tried again by itself for three days.";
  return reasons[failure ?? "unknown"] ?? failure ?? "It failed without a reason.";
}
