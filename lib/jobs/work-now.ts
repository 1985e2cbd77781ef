import "server-only";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import type { Lane } from "@/lib/outbox/schema";
import type { Role } from "@/lib/users/schema";
import { returnProbe } from "./lanes";
import { makeDue } from "./recurring";
import { schedule } from "./schedule";
import { runTick, type TickReport } from "./tick";
import { wake } from "./wake";

interface ByAdmin {
  admin: { id: string; role: Role };
  now: Date;
}

/** As long as somebody may look at a button. */
const secondsToWait = 8;

/** Does what is due in this process, for a bounded time. */
export async function workNow({ admin, now }: ByAdmin): Promise<TickReport> {
  await note({ admin, now }, "jobs.work", "jobs");
  return runTick(now, secondsToWait);
}

/** The next row of a lane that is down is tried at once. One that works is left as it is. */
export async function tryLane({ lane, admin, now }: ByAdmin & { lane: Lane }): Promise<void> {
  await note({ admin, now }, "lane.try", lane);
  await returnProbe(lane, now);
  wake("outbox");
  wake("inbox");
}

/** Makes a job of the schedule due; throws 404 for a name that is not on it, or that never ran, so that it is due anyway. */
export async function runRecurring({ name, admin, now }: ByAdmin & { name: string }): Promise<void> {
  if (!schedule.some((job) => job.name === name) || !(await makeDue(name, now))) throw new AppError("not_found", "There is no such job, or it has not run yet.");
  await note({ admin, now }, "recurring.run", name);
}

function note({ admin, now }: ByAdmin, action: string, subject_id: string): Promise<void> {
  return addAuditEntry({ actor_id: admin.id, actor_role: admin.role, action, subject_id, before: null, after: null, note: null, now });
}
