import "server-only";
import type { ClientSession } from "mongodb";
import { formatDay } from "@/lib/core/format-time";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";
import { packageTitle } from "./package-words";
import type { PackagePurchaseDocument } from "./schema";

/** Says to both, by mail and in the app, that a package was bought; once each, in the transaction that makes it so. */
export async function tellOfPurchase(order: { purchase: PackagePurchaseDocument; tutor: TutorDocument; consumer: UserDocument; now: Date; session: ClientSession }): Promise<void> {
  const { purchase, tutor, consumer, now, session } = order;
  const { _id: purchase_id, consumer_id, tutor_user_id, expires_at } = purchase;
  const title = packageTitle(purchase);
  const until = (zone: string) => (expires_at ? `To be taken until ${formatDay(expires_at, zone)}.` : "");
  const toClient = { user_id: consumer_id, title: `Yours: ${title} with ${tutor.name}`, body: `${until(consumer.timezone)} Book the first one.`, href: `/packages/${purchase_id}` };
  const toCoach = { user_id: tutor_user_id, title: `${consumer.name} bought ${title}`, body: until(tutor.availability.timezone), href: `/coach/packages#${purchase_id}` };
  for (const [template, notice] of [["package-bought", toClient], ["package-sold", toCoach]] as const) {
    const key = `${template}:${purchase_id}:${notice.user_id}`;
    await addTask({ key: `mail:${key}`, task: { kind: "mail", template, recipient_id: notice.user_id, purchase_id }, now, session });
    await notify({ key, kind: "payment", ...notice, now, session });
  }
}
