import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Alert } from "@/components/ui/alert";
import { formatLongDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { SponsorshipView } from "@/lib/sponsorships/view";
import { EndSponsorship } from "./end-sponsorship";
import { ManagePayment } from "./manage-payment";
import { PaymentList } from "./payment-list";
import { RenewAfterAll } from "./renew-after-all";
import { weeksWords } from "./weeks-words";

interface RunningSponsorshipProps {
  sponsorship: SponsorshipView;
  isPublic: boolean;
  zone: string;
}

/** What runs: whether clients see it, when it renews or ends, what is unpaid, and what can be done. */
export function RunningSponsorship({ sponsorship, isPublic, zone }: RunningSponsorshipProps) {
  const { id, weeks, price, unpaid, renews, status, payments } = sponsorship;
  const isShown = sponsorship.is_promoted && isPublic;
  return (
    <>
      {unpaid && <Unpaid sponsorship={sponsorship} zone={zone} />}
      <Card className="flex flex-col gap-5">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div>
            <h2 className="text-h3">{isShown ? "You are sponsored" : "Clients do not see it now"}</h2>
            <p className="figures mt-1 text-quiet">
              {weeksWords(weeks)} at a time, {formatMoney(price, { short: true })}
            </p>
          </div>
          <Badge tone={isShown ? "saffron" : "neutral"}>{isShown ? "Sponsored" : "Hidden"}</Badge>
        </div>
        <p className="figures">{whatComes(sponsorship, zone)}</p>
        {!isPublic && <p>Your profile is not public, so nobody is shown it. The sponsorship goes on being charged until you end it.</p>}
        <div className="flex flex-wrap gap-3">
          <ManagePayment id={id} />
          {renews ? <EndSponsorship id={id} isUnpaid={status === "past_due"} paidUntil={dayOf(sponsorship.paid_until, zone)} /> : <RenewAfterAll id={id} />}
        </div>
      </Card>
      <PaymentList payments={payments} zone={zone} />
    </>
  );
}

function Unpaid({ sponsorship, zone }: { sponsorship: SponsorshipView; zone: string }) {
  const { unpaid, is_promoted, promoted_until } = sponsorship;
  if (!unpaid) return null;
  const asks = unpaid.needs === "authenticate";
  return (
    <Alert tone="danger" isNews={false} title={asks ? "Your bank wants you to confirm a payment" : "Your card was not accepted"}>
      <p>
        <span className="figures">{formatMoney(unpaid.price)}</span> for the renewal could not be taken. {is_promoted ? `Clients see you as sponsored until ${dayOf(promoted_until, zone)} all the same.` : "Until it is paid, you stand in the results like everybody else."}
      </p>
      {unpaid.pay_url && (
        <a href={unpaid.pay_url} className="mt-2 inline-block font-semibold text-brand underline underline-offset-4 hover:text-brand-hover">
          {asks ? "Confirm the payment" : "Pay with another card"}
        </a>
      )}
    </Alert>
  );
}

function whatComes({ renews, status, paid_until, price }: SponsorshipView, zone: string): string {
  const day = dayOf(paid_until, zone);
  if (!renews) return `Runs until ${day} and ends there. Nothing more is charged.`;
  if (status === "past_due") return `It was paid until ${day}. We try your card again in the coming days.`;
  return `Renews on ${day} for ${formatMoney(price, { short: true })}.`;
}

function dayOf(instant: string | null, zone: string): string {
  return instant ? formatLongDay(new Date(instant), zone) : "the end of what you paid";
}
