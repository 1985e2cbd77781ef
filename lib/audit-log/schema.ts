import type { Role } from "@/lib/users/schema";

/** What an admin (or the system for them) did to somebody or something, as it was before and after. Never removed, and changed only where the account it is about is deleted: then it keeps who, what and when. */
export interface AuditEntry {
  _id: string;
  actor_id: string;
  actor_role: Role;
  /** "tutor.approve", "user.role", …: noun and verb. */
  action: string;
  subject_id: string;
  /** Only the fields that the action touched. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  note: string | null;
  created_at: Date;
}
