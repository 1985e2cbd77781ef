"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useNow } from "@/components/clock/use-now";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { FutureSession } from "@/lib/bookings/read-future-sessions";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

interface FutureSessionsProps {
  tutor_id: string;
  count: number;
  sessions: FutureSession[];
  zone: string;
  canCancel: boolean;
}

/** The booked sessions of a coach, and one press that gives all clients their money back. */
export function FutureSessions({ tutor_id, count, sessions, zone, canCancel }: FutureSessionsProps) {
  const router = useRouter();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<string>();

  async function cancelAll() {
    setFailure(undefined);
    setDone(0);
    try {
      for (let remaining = count, canceled = 0, stalled = 0; remaining > 0 && stalled < 3; ) {
        const answer = await fetchJson<{ canceled: number; remaining: number }>(`/api/admin/tutors/${tutor_id}/cancel-sessions`, { body: {} });
        // Another admin may be at it too; then it goes on without us.
        stalled = answer.canceled === 0 ? stalled + 1 : 0;
        canceled += answer.canceled;
        remaining = answer.remaining;
        setDone(canceled);
      }
      setOpen(false);
      router.refresh();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.message);
    }
    setDone(null);
  }

  if (count === 0) return <p className="text-quiet">No session is booked.</p>;
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-hairline rounded-card border border-hairline bg-card">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-3">
            <span>
              <span className="figures">{formatRange({ starts_at: new Date(session.starts_at), ends_at: new Date(session.ends_at) }, zone)}</span>
              <span className="block text-sm text-quiet">
                {session.subject} with {session.client_name}
              </span>
            </span>
            <span className="figures">{formatMoney(session.price)}</span>
          </li>
        ))}
      </ul>
      {count > sessions.length && <p className="text-sm text-quiet">and {count - sessions.length} more</p>}
      <p className="text-sm text-quiet">Times in {zoneLabel(zone, now)}.</p>
      {canCancel && (
        <Button variant="danger" className="self-start" onClick={() => setOpen(true)}>
          {count === 1 ? "Cancel it with a full refund" : `Cancel all ${count} with full refunds`}
        </Button>
      )}
      <Dialog isOpen={isOpen} onClose={() => done === null && setOpen(false)} title={count === 1 ? "Cancel this session?" : `Cancel ${count} sessions?`}>
        <div className="flex flex-col gap-4">
          <p>Each client gets everything back and a mail that says so. This cannot be undone.</p>
          {done !== null && (
            <p role="status">
              {done} of {count} cancelled
              <progress max={count} value={done} className="mt-2 block w-full accent-brand" />
            </p>
          )}
          {failure && <Alert tone="danger">{failure} What was cancelled so far stays cancelled; press again for the rest.</Alert>}
          <div className="flex gap-2">
            <Button variant="danger" isPending={done !== null} onClick={() => void cancelAll()}>
              Cancel and refund
            </Button>
            <Button variant="quiet" disabled={done !== null} onClick={() => setOpen(false)}>
              Leave them
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}
