import "server-only";
import type { ClientSession } from "mongodb";
import { type BookedFor, postEntry } from "./post-entry";
import type { Account } from "./accounts";
import type { EntryKind, Line } from "./schema";

interface PackagePosting {
  purchase: BookedFor;
  now: Date;
  session: ClientSession;
}

/** Stripe has the client's money for a package. Nobody has earned any of it: it is owed in sessions. */
export function postPackageCaptured({ purchase, payment, charge_id, now, session }: PackagePosting & { payment: { _id: string; amount: number }; charge_id: string | null }): Promise<boolean> {
  const { _id, amount } = payment;
  return postEntry({
    ...{ booking: purchase, kind: "payment_captured", source: `payment:${_id}:captured`, now, session },
    lines: () => [
      { account: "stripe_balance", amount },
      { account: "package_liability", amount: 0 - amount },
    ],
    ...(charge_id && { stripe: { key: `${charge_id}:charge`, amount, fee: 0 } }),
  });
}

interface Passing extends PackagePosting {
  booking: BookedFor;
  /** The session's part of the package's price. */
  part: number;
}

/** A session was booked from it: its part leaves the package's books and is in the session's, still not earned. */
export function postSessionBooked({ purchase, booking, part, now, session }: Passing): Promise<boolean> {
  return pass({ purchase, booking, part, kind: "package_session_booked", now, session });
}

/** The session was called off in time: its part is the package's again. */
export function postSessionReturned({ purchase, booking, part, now, session }: Passing): Promise<boolean> {
  return pass({ purchase, booking, part: 0 - part, kind: "package_session_returned", now, session });
}

/** One entry in the books of each, so that both stay whole by themselves; the account between them is zero over the two. */
async function pass({ purchase, booking, part, kind, now, session }: Passing & { kind: EntryKind }): Promise<boolean> {
  const lines = (from: Account, to: Account): Line[] => [{ account: from, amount: part }, { account: to, amount: 0 - part }];
  const source = (side: "package" | "session") => `${side}:${booking._id}:${kind}`;
  await postEntry({ booking: purchase, kind, source: source("package"), lines: () => lines("package_liability", "package_delivery"), now, session });
  return postEntry({ booking, kind, source: source("session"), lines: () => lines("package_delivery", "package_liability"), now, session });
}
