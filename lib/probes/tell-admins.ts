import "server-only";
import type { ClientSession } from "mongodb";
import { addTask } from "@/lib/outbox/store";
import { listAdmins } from "@/lib/users/store";
import type { Change } from "./rules";

/**
 * Writes one mail to every admin when an incident begins, and one when it ends: the incident's id is the reason, so whoever sees it
 * second writes nothing. They go out with all other mail; watch.ts does what that cannot (a worker that stands still).
 */
export async function tellAdmins({ opened, closed, state }: Change, session: ClientSession): Promise<void> {
  const incident = opened ?? closed;
  if (!incident) return;
  const stage = opened ? "began" : "ended";
  for (const { _id } of await listAdmins(session)) {
    await addTask({
      key: `mail:${incident.id}:service-alert:${stage}:${_id}`,
      task: {
        kind: "mail",
        template: "service-alert",
        recipient_id: _id,
        service: state._id,
        stage,
        finding: incident.finding,
        started_at: incident.started_at,
        ended_at: incident.ended_at,
      },
      now: state.report.checked_at,
      session,
    });
  }
}
