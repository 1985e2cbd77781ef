import "server-only";
import { notify } from "@/lib/notifications/notify";
import type { MailTask } from "@/lib/outbox/schema";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { expiryWords, sessionsWords } from "./package-words";
import { findPurchase } from "./purchase-store";

type ExpiryTask = Extract<MailTask, { template: "package-expiring" }>;

/** The mail's line in the app, once for its row of the outbox. Whether there is still something to remind of is asked by whoever calls. */
export async function remindOfExpiry({ task, outbox_id, now }: { task: ExpiryTask; outbox_id: string; now: Date }): Promise<void> {
  const { recipient_id: user_id, purchase_id, days, expires_at } = task;
  const [purchase, user] = await Promise.all([findPurchase(purchase_id), findUser(user_id)]);
  if (!purchase || !user) return;
  const tutor = await findTutor(purchase.tutor_id);
  const left = sessionsWords(purchase.remaining);
  await notify({
    key: `package-expiring:${outbox_id}`,
    user_id,
    kind: "booking",
    title: `Your package${tutor ? ` with ${tutor.name}` : ""} ends ${expiryWords(days, expires_at, user.timezone)}`,
    body: `${left[0]?.toUpperCase()}${left.slice(1)} left to be booked.`,
    href: `/packages/${purchase_id}`,
    now,
  });
}
