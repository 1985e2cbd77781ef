import "server-only";
import type { ClientSession } from "mongodb";
import type { SecurityChange } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";

/** Tells the person by mail what was done to their account, in case it was not they who did it. */
export async function addSecurityNotice({ user_id, what, now, session }: { user_id: string; what: SecurityChange; now: Date; session?: ClientSession }): Promise<void> {
  await addTask({
    key: `mail:security-notice:${user_id}:${what}:${now.getTime()}`,
    task: { kind: "mail", template: "security-notice", recipient_id: user_id, what, happened_at: now },
    now,
    ...(session && { session }),
  });
}
