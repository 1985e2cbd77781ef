import "server-only";
import type { ClientSession } from "mongodb";
import { hashOfAddress } from "@/lib/email-suppressions/store";
import { endWaiting } from "./store";

/** The mail of the invites that wait for this address came back: their coaches see it. */
export async function noteUndelivered({ address, now, session }: { address: string; now: Date; session: ClientSession }): Promise<void> {
  await endWaiting({ filter: { waiting_for: hashOfAddress(address) }, to: "undeliverable", now, session });
}
