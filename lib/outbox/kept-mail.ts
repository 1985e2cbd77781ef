import "server-only";
import { collections } from "@/lib/db/collections";
import type { KeptMail } from "./schema";

/**
 * Keeps the mail with its row before it is sent for the first time, and gives the one that was kept first: of two workers,
 * one. null where the mail was sent before, by a worker that died before it could say so.
 */
export async function keepMail(rowId: string, mail: KeptMail): Promise<KeptMail | null> {
  const { outbox } = collections();
  const { matchedCount } = await outbox.updateOne({ _id: rowId, mail: { $exists: false }, provider_id: { $exists: false } }, { $set: { mail } });
  if (matchedCount === 1) return mail;
  const row = await outbox.findOne({ _id: rowId }, { projection: { mail: 1, provider_id: 1 } });
  return row?.provider_id ? null : (row?.mail ?? mail);
}

/** It is sent: Resend's id for it stays, what it said of a person goes. */
export async function markSent(rowId: string, provider_id: string): Promise<void> {
  await collections().outbox.updateOne({ _id: rowId }, { $set: { provider_id }, $unset: { mail: "" } });
}

/** It will never be sent as it is. */
export async function forgetMail(rowId: string): Promise<void> {
  await collections().outbox.updateOne({ _id: rowId, mail: { $exists: true } }, { $unset: { mail: "" } });
}
