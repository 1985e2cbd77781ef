import "server-only";
import type { ClientSession } from "mongodb";
import { clearMarks } from "./store";

/** Somebody opened a link that was mailed there: whatever was reported of the address before does not hold any more. */
export async function proveAddress(order: { address: string; now: Date; session?: ClientSession }): Promise<void> {
  await clearMarks(order);
}
