"use client";

import { useState } from "react";
import { ReportSession } from "@/components/booking/report-session";
import { momentWords } from "@/components/booking/session-words";
import { useBookingAction } from "@/components/booking/use-booking-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { formatMoney } from "@/lib/core/money";

interface TaughtActionsProps {
  session: TaughtSessionView;
  firstName: string;
  zone: string;
}

/** What a coach can do with a session now: call it off before it begins; afterwards say how it went. */
export function TaughtActions({ session, firstName, zone }: TaughtActionsProps) {
  const { why_not, id, status } = session;
  const path = `/api/tutor/bookings/${id}`;
  const canAnswer = status === "disputed" && !why_not.answer;
  if (status !== "confirmed" && !canAnswer) return null;
  return (
    <section aria-labelledby="actions">
      <h2 id="actions" className="text-h3">
        {why_not.cancel ? (canAnswer ? "Your side of it" : "How did it go?") : "If you cannot make it"}
      </h2>
      <p className="figures mt-3">{leadWords(session, { firstName, zone, canAnswer })}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        {!why_not.complete && <Complete path={`${path}/complete`} />}
        {!why_not.report_no_show && !canAnswer && (
          <ReportSession
            path={`${path}/no-show`}
            label={`${firstName} did not come`}
            title={`${firstName} did not come?`}
            sentence={`You keep your share. ${firstName} is told and can say otherwise for a day; then we look at it.`}
            noteLabel="What happened"
          />
        )}
        {canAnswer && (
          <ReportSession path={`${path}/answer`} label="Tell us how it was" title="How was it?" sentence="We decide when we have heard both sides. You get a mail." noteLabel="Your side" isNoteRequired />
        )}
        {!why_not.cancel && <CancelTaught path={`${path}/cancel`} session={session} firstName={firstName} />}
      </div>
    </section>
  );
}

function leadWords({ why_not, no_show_from, completes_at }: TaughtSessionView, { firstName, zone, canAnswer }: { firstName: string; zone: string; canAnswer: boolean }): string {
  if (canAnswer) return `${firstName} has reported this session. Your share waits until we have decided.`;
  if (!why_not.cancel) return `${firstName} gets everything back, whenever you cancel, and you receive nothing. A client can move a session; you cannot move theirs.`;
  if (!why_not.complete) return `It is completed by itself ${momentWords(new Date(completes_at), zone)}, if nobody reports anything.`;
  if (why_not.report_no_show) return `If ${firstName} does not come, you can say so from ${momentWords(new Date(no_show_from), zone)} on.`;
  return "You can complete it after its end.";
}

function Complete({ path }: { path: string }) {
  const { send, isPending, failure } = useBookingAction(path);
  return (
    <>
      <Button isPending={isPending} onClick={() => void send({})}>
        It took place
      </Button>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
    </>
  );
}

function CancelTaught({ path, session, firstName }: { path: string; session: TaughtSessionView; firstName: string }) {
  const [isOpen, setOpen] = useState(false);
  const { send, isPending, failure, forget } = useBookingAction(path);
  return (
    <>
      <Button
        variant="secondary"
        aria-haspopup="dialog"
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        Cancel the session
      </Button>
      <Dialog isOpen={isOpen} onClose={() => !isPending && setOpen(false)} title={`Cancel with ${firstName}?`}>
        <div className="flex flex-col gap-4">
          <p className="figures text-lg">
            {firstName} gets {formatMoney(session.price)} back, which is everything, and you receive nothing.
          </p>
          <p>We tell {firstName} by mail, and the time is free again. This cannot be undone.</p>
          {failure && <Alert tone="danger">{failure.message}</Alert>}
          <div className="flex flex-wrap gap-2">
            <Button variant="danger" isPending={isPending} onClick={() => void send({}).then((refused) => !refused && setOpen(false))}>
              Cancel and refund
            </Button>
            <Button variant="quiet" disabled={isPending} onClick={() => setOpen(false)}>
              Keep it
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
