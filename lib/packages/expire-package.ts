import "server-only";
import { withTransaction } from "@/lib/db/client";
import { freezesPayout } from "@/lib/disputes/rules";
import { NotYet } from "@/lib/jobs/failures";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import { findTutor } from "@/lib/tutors/store";
import { closePurchase } from "./close-purchase";
import { isCoachGone } from "./is-coach-gone";
import { findPurchase } from "./purchase-store";

/** A package whose time is over ends as its client would have ended it; one whose time was extended has another task. */
export async function expirePackage(purchaseId: string, now: Date): Promise<void> {
  await withTransaction(async (session) => {
    const purchase = await findPurchase(purchaseId, session);
    if (purchase?.status !== "active" || !purchase.expires_at) throw new NoLongerNeeded(`${purchaseId} is ${purchase?.status ?? "not there"}`);
    if (purchase.expires_at > now) throw new NoLongerNeeded(`${purchaseId} was extended`);
    // The money is not ours while a bank has it: looked at again once that is decided.
    if (freezesPayout(purchase.chargeback)) throw new NotYet(new Date(now.getTime() + 24 * 3_600_000), "a bank is asking about its payment");
    await closePurchase({ purchase, by: "expiry", is_coach_gone: isCoachGone(await findTutor(purchase.tutor_id, session)), now, session });
  });
}
