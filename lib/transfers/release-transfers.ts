import "server-only";
import type { ClientSession } from "mongodb";
import { addTransferTask } from "./plan-transfer";
import type { TransferDocument, TransferWait } from "./schema";
import { findTransferOfBooking, listWaiting, nextRound } from "./store";

/** So many at once fit into a transaction; the rest is found by the schedule. */
const atOnce = 100;

/** What waited for one of these reasons is looked at again now, because the reason may have gone. Changes nothing where it has not. */
export async function releaseTransfers({ tutor_id, waiting_for, now, session }: { tutor_id: string; waiting_for: TransferWait[]; now: Date; session: ClientSession }): Promise<void> {
  for (const transfer of await listWaiting({ tutor_id, waiting_for, now, limit: atOnce, session })) await releaseTransfer({ transfer, now, session });
}

/** The same for one session: a refund has arrived, or failed. */
export async function releaseTransferOf({ booking_id, now, session }: { booking_id: string; now: Date; session: ClientSession }): Promise<void> {
  const transfer = await findTransferOfBooking(booking_id, session);
  if (transfer?.status === "waiting" && transfer.due_at <= now) await releaseTransfer({ transfer, now, session });
}

export async function releaseTransfer({ transfer, now, session }: { transfer: TransferDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id: id, round } = transfer;
  if (await nextRound({ id, round, now, session })) await addTransferTask({ _id: id, round: round + 1 }, { run_at: now, now, session });
}
