import "server-only";
import type { ClientSession } from "mongodb";
import { addReversalTask } from "./plan-reversal";
import { listOwedBy, moveReversal } from "./reversal-store";
import type { TransferReversalDocument } from "./schema";

/** What a coach owes is tried again, because money has come in. */
export async function releaseReversals({ tutor_id, now, session }: { tutor_id: string; now: Date; session: ClientSession }): Promise<void> {
  for (const reversal of await listOwedBy(tutor_id, session)) await releaseReversal({ reversal, now, session });
}

export async function releaseReversal({ reversal, now, session }: { reversal: TransferReversalDocument; now: Date; session: ClientSession }): Promise<void> {
  const isReleased = await moveReversal({ reversal, from: ["owed"], to: "ordered", facts: {}, now, session });
  if (isReleased) await addReversalTask({ _id: reversal._id, round: reversal.round + 1 }, now, session);
}
