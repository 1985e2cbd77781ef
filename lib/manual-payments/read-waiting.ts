import "server-only";
import { findUsers } from "@/lib/users/store";
import { listWaiting } from "./store";

const shown = 100;

/** What waits for a second admin, as this one sees it. */
export async function readWaiting(adminId: string) {
  const waiting = await listWaiting(shown);
  const names = new Map((await findUsers([...new Set(waiting.map(({ recorded_by }) => recorded_by))])).map(({ _id, name }) => [_id, name]));
  return waiting.map(({ _id: id, booking_id, direction, amount, currency, reason, recorded_by }) => ({
    ...{ id, booking_id, direction, amount, currency, reason },
    recorded_by_name: names.get(recorded_by) ?? "an admin",
    is_own: recorded_by === adminId,
  }));
}
