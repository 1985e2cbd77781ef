import "server-only";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import type { AuditEntry } from "./schema";

/** Write it in the transaction of the deed: no deed without an entry, no entry without a deed. */
export async function addAuditEntry({ session, now, ...entry }: Omit<AuditEntry, "_id" | "created_at"> & { now: Date; session?: ClientSession }): Promise<void> {
  await collections().audit_log.insertOne({ _id: newId("audit"), ...entry, created_at: now }, session ? { session } : {});
}

/** The newest first. */
export function listAuditEntries(subjectId: string, limit = 50): Promise<AuditEntry[]> {
  return collections().audit_log.find({ subject_id: subjectId }).sort({ created_at: -1, _id: -1 }).limit(limit).toArray();
}
