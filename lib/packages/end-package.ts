import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { countAhead } from "@/lib/bookings/package-store";
import { refuse } from "@/lib/bookings/require-booking";
import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import { findTutor } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { closePurchase } from "./close-purchase";
import { isCoachGone } from "./is-coach-gone";
import { requirePurchase } from "./require-purchase";
import { refundOfUnused, type UnusedQuote, whyNotEnd } from "./rules";

interface Ending {
  purchase_id: string;
  user: { id: string; role: Role };
  by: "client" | "coach";
  /** What was shown on the button, in minor units: compared with what is due, and never what is paid. */
  expected_refund: number;
  now: Date;
}

/** Ends a package for its client or its coach. One of any number of callers ends it, the others get 409; so does whoever saw another figure, and then nothing has happened. */
export async function endPackage({ purchase_id, user, by, expected_refund, now }: Ending): Promise<UnusedQuote> {
  const quote = await withTransaction(async (session) => {
    const purchase = await requirePurchase({ purchase_id, user_id: user.id, as: by, session });
    refuse(whyNotEnd(purchase, { by, sessions_ahead: await countAhead({ package_purchase_id: purchase_id, now, session }) }));
    const is_coach_gone = isCoachGone(await findTutor(purchase.tutor_id, session));
    requireAsShown(refundOfUnused({ purchase, by, is_coach_gone }), expected_refund);
    const entry = { actor_id: user.id, actor_role: user.role, action: "package.end", subject_id: purchase_id, note: null };
    const done = await closePurchase({ purchase, by, is_coach_gone, now, session });
    await addAuditEntry({ ...entry, before: { status: purchase.status }, after: { status: "ended", by, refund_amount: done.refund }, now, session });
    return done;
  });
  wake("outbox");
  return quote;
}

function requireAsShown({ refund: amount, currency }: UnusedQuote, expected: number): void {
  if (amount === expected) return;
  throw new AppError("conflict", `By now ${formatMoney({ amount, currency })} goes back, so nothing was ended yet.`, { details: { reason: "refund_changed", refund: { amount, currency } } });
}
