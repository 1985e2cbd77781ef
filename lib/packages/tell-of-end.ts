import "server-only";
import type { ClientSession } from "mongodb";
import { formatMoney } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { endWords, packageTitle } from "./package-words";
import type { PackagePurchaseDocument, PurchaseEnd } from "./schema";

/** Says to both that a package has ended and what goes back, once each. One whose sessions were all taken ends without a word. */
export async function tellOfEnd(order: { purchase: PackagePurchaseDocument & { ended: PurchaseEnd }; is_coach_told: boolean; now: Date; session: ClientSession }): Promise<void> {
  const { purchase, is_coach_told, now, session } = order;
  const { _id: purchase_id, consumer_id, tutor_user_id, currency } = purchase;
  const { by, sessions_left, refund_amount } = purchase.ended;
  if (sessions_left === 0 && by === "expiry") return;
  const coach = firstName((await findTutor(purchase.tutor_id, session))?.name ?? "Your coach");
  const client = firstName((await findUser(consumer_id, session))?.name ?? "A client");
  const back = refund_amount > 0 ? formatMoney({ amount: refund_amount, currency }) : null;
  const title = `Ended: ${packageTitle(purchase)}`;
  const toClient = { user_id: consumer_id, title, body: `${endWords(by, "client", coach)} ${back ? `You get ${back} back.` : "Nothing is left to go back."}`, href: `/packages/${purchase_id}` };
  const toCoach = { user_id: tutor_user_id, title, body: `${endWords(by, "coach", client)} ${back ? `${back} goes back to ${client}.` : "Nothing goes back."}`, href: `/coach/packages#${purchase_id}` };
  for (const notice of is_coach_told ? [toClient, toCoach] : [toClient]) {
    const key = `package-ended:${purchase_id}:${notice.user_id}`;
    await addTask({ key: `mail:${key}`, task: { kind: "mail", template: "package-ended", recipient_id: notice.user_id, purchase_id }, now, session });
    await notify({ key, kind: "payment", ...notice, now, session });
  }
}
