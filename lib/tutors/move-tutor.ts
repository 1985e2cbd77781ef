import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import type { Role } from "@/lib/users/schema";
import type { TutorDocument } from "./schema";
import { changeTutor } from "./store";

export interface Actor {
  id: string;
  role: Role;
}

export interface TutorDeed {
  tutor_id: string;
  actor: Actor;
  /** As `audit_log` names it: "tutor.approve". */
  action: string;
  note: string | null;
  now: Date;
  /** Throws where the deed is not possible for the profile as it is now; null where it is done already. May run several times. */
  change: (tutor: TutorDocument) => Partial<TutorDocument> | null;
  /** What has to be written with it: mails, notices. */
  also?: (tutor: TutorDocument, session: ClientSession) => Promise<void>;
}

/**
 * Does something to a coach in one transaction: the profile's conditional write, the entry in `audit_log` with the touched
 * fields before and after, and what belongs to it. Of two at once the second computes again from what the first has left,
 * and is refused by `change`. Null where `change` had nothing to do; throws 404 where there is no such coach.
 */
export async function moveTutor({ tutor_id, actor, action, note, now, change, also }: TutorDeed): Promise<TutorDocument | null> {
  const moved = await withTransaction(async (session) => {
    const seen: { before: TutorDocument | null; fields: string[] } = { before: null, fields: [] };
    const after = await changeTutor({
      tutor_id,
      change: (tutor) => {
        const changes = change(tutor);
        Object.assign(seen, { before: tutor, fields: Object.keys(changes ?? {}) });
        return changes;
      },
      now,
      session,
    });
    const { before, fields } = seen;
    if (!before) throw new AppError("not_found", "There is no such coach.");
    if (!after) return null;
    const entry = { actor_id: actor.id, actor_role: actor.role, action, subject_id: tutor_id, note };
    await addAuditEntry({ ...entry, before: partsOf(before, fields), after: partsOf(after, fields), now, session });
    await also?.(after, session);
    return after;
  });
  wake("outbox");
  return moved;
}

function partsOf(tutor: TutorDocument, fields: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tutor).filter(([field]) => fields.includes(field)));
}
