import "server-only";
import type { ClientSession } from "mongodb";
import { type BookedFor, postEntry } from "./post-entry";

interface Recording {
  manual: { _id: string; amount: number; direction: "received" | "returned" };
  booking: BookedFor;
  now: Date;
  session: ClientSession;
}

/**
 * Money that changed hands outside Stripe: it stands against what is owed to the client, and never against a coach's
 * share, so that no transfer can come of it.
 */
export function postManualPayment({ manual, booking, now, session }: Recording): Promise<boolean> {
  const amount = manual.direction === "received" ? manual.amount : 0 - manual.amount;
  return postEntry({
    ...{ booking, kind: `manual_${manual.direction}`, source: `manual:${manual._id}:${manual.direction}`, now, session },
    lines: () => [
      { account: "offline_cash", amount },
      { account: "customer_clearing", amount: 0 - amount },
    ],
  });
}
