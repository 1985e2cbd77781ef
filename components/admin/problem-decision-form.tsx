"use client";

import { useState } from "react";
import { useBookingAction } from "@/components/booking/use-booking-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import type { AdminProblem } from "@/lib/bookings/read-problems";
import type { ProblemOutcome } from "@/lib/bookings/schema";
import { policy } from "@/lib/config/policy";
import { formatMoney, percentOf, splitPrice } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";

/** What it was and how much goes back, with the amounts for both before anything is done. */
export function ProblemDecisionForm({ problem }: { problem: AdminProblem }) {
  const { send, isPending, failure } = useBookingAction(`/api/admin/problems/${problem.booking_id}/decision`);
  const [outcome, setOutcome] = useState<ProblemOutcome | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [isAsking, setAsking] = useState(false);

  const money = (amount: number) => formatMoney({ amount, currency: problem.price.currency });
  const amounts = (share: number) => {
    const back = percentOf(problem.price.amount, share);
    return { back: money(back), coach: money(splitPrice(problem.price.amount - back, problem.fee_basis_points).share) };
  };
  const [client, coach] = [firstName(problem.client.name), firstName(problem.coach.name)];
  const outcomes: Record<ProblemOutcome, string> = { took_place: "It took place", client_absent: `${client} did not come`, coach_absent: `${coach} did not come` };

  async function decide() {
    const refused = await send({ outcome, refund_percent: percent, note: note.trim() || null });
    if (refused) setAsking(false);
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <fieldset>
        <legend className="font-semibold">What was it?</legend>
        {(Object.keys(outcomes) as ProblemOutcome[]).map((each) => (
          <Choice key={each} name="outcome" label={outcomes[each]} checked={outcome === each} onChange={() => setOutcome(each)} />
        ))}
      </fieldset>
      <fieldset className="figures">
        <legend className="font-semibold">How much goes back to {client}?</legend>
        {policy.problem_refund_percents.map((share) => (
          <Choice key={share} name="share" label={`${share} %: ${amounts(share).back}`} hint={`${coach} receives ${amounts(share).coach}`} checked={percent === share} onChange={() => setPercent(share)} />
        ))}
      </fieldset>
      <TextArea label="Why" aside="(optional)" hint="Both of them read it." rows={3} maxLength={policy.report_max_characters} value={note} onChange={(event) => setNote(event.target.value)} error={failure?.fields.note} />
      {failure && !failure.fields.note && <Alert tone="danger">{failure.message}</Alert>}
      <Button type="submit" isWide disabled={outcome === null || percent === null}>
        Decide
      </Button>
      <Dialog isOpen={isAsking} onClose={() => !isPending && setAsking(false)} title="Decide so?">
        {outcome !== null && percent !== null && (
          <div className="figures flex flex-col gap-4">
            <p>
              {outcomes[outcome]}. {client} gets {amounts(percent).back} back, and {coach} receives {amounts(percent).coach}. Both read it in a mail, and it cannot be undone.
            </p>
            <div className="flex flex-wrap gap-2">
              <Button isPending={isPending} onClick={() => void decide()}>
                {percent === 0 ? "Decide" : `Give ${amounts(percent).back} back`}
              </Button>
              <Button variant="quiet" disabled={isPending} onClick={() => setAsking(false)}>
                Not yet
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </form>
  );
}
