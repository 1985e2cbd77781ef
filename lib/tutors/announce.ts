import "server-only";
import type { ClientSession } from "mongodb";
import { notify } from "@/lib/notifications/notify";
import type { MailTask } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import type { TutorDocument } from "./schema";

type CoachTask = Extract<MailTask, { template: "coach-approval" | "coach-changes-requested" | "coach-suspended" }>;
type TaskParts<T> = T extends unknown ? Omit<T, "kind" | "recipient_id" | "tutor_id"> : never;

export interface Announcement {
  mail: TaskParts<CoachTask>;
  notice: { title: string; body: string; href: string };
}

/** Tells the coach by mail and in the app, in the transaction of the deed; the profile's revision makes each once. */
export async function announce(tutor: TutorDocument, { mail, notice }: Announcement, { now, session }: { now: Date; session: ClientSession }): Promise<void> {
  const { _id: tutor_id, user_id, revision } = tutor;
  const key = `${mail.template}:${tutor_id}:${revision}`;
  const task = { kind: "mail", recipient_id: user_id, tutor_id, ...mail } as CoachTask;
  await addTask({ key: `mail:${key}`, task, now, session });
  await notify({ key, user_id, kind: "approval", ...notice, now, session });
}
