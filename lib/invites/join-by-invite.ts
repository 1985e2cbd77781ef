import "server-only";
import { endWaiting } from "./store";

/** Remembers who registered through an invite; one that does not wait any more, or a stranger's link, changes nothing. */
export async function joinByInvite({ token, user_id, now }: { token: string; user_id: string; now: Date }): Promise<void> {
  await endWaiting({ filter: { token, lapses_at: { $gt: now } }, to: "joined", changes: { user_id, joined_at: now }, now });
}
