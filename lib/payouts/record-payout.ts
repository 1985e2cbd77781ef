import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { formatMoney } from "@/lib/core/money";
import type { StripePayout } from "@/lib/integrations/stripe/payouts";
import { wake } from "@/lib/jobs/wake";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import type { PayoutAccountDocument } from "@/lib/payout-accounts/schema";
import { forgetPayout, listTransfersIn, rememberPayout } from "@/lib/transfers/store";
import type { PayoutDocument } from "./schema";
import { findPayout, insertPayout, movePayout } from "./store";

interface News {
  account: PayoutAccountDocument;
  stripe_account_id: string;
  payout: StripePayout;
  /** What it brings, in the account's own books. */
  destination_payment_ids: string[];
  now: Date;
}

/**
 * Writes down what Stripe says of a payout, in whatever order its events came. Paid is told by one mail, failed by one notice;
 * what a failed one was to bring waits for the next.
 */
export async function recordPayout({ account, stripe_account_id, payout, destination_payment_ids, now }: News): Promise<void> {
  const { id, status, arrives_on, failure, amount, currency, created_at } = payout;
  const { tutor_id, tutor_user_id } = account;
  await withTransaction(async (session) => {
    const row: PayoutDocument = { _id: id, tutor_id, tutor_user_id, stripe_account_id, amount, currency, status, arrives_on, failure, created_at, updated_at: now };
    const isNews = (await insertPayout(row, session)) || (await movePayout({ id, to: status, facts: { arrives_on, failure }, now, session }));
    // What it brings may be known later than how it stands, and a slow answer may speak of one that has failed since.
    const known = await findPayout(id, session);
    const isOver = known?.status === "failed" || known?.status === "canceled";
    if (isOver) await forgetPayout(id, now, session);
    else await rememberPayout({ payout_id: id, stripe_account_id, destination_payment_ids, now, session });
    if (!isNews) return;
    if (status === "paid") await addPaidMail({ payout, tutor_user_id, now, session });
    if (status === "failed") {
      const notice = { kind: "payout" as const, title: `Your bank sent ${formatMoney(payout)} back`, body: `${failure ?? "The payout failed."} Look at your bank account at Stripe; nothing is lost.`, href: "/coach/payouts" };
      await notify({ key: `payout-failed:${id}`, user_id: tutor_user_id, ...notice, now, session });
    }
  });
  wake("outbox");
}

/** One mail a payout, whoever hears of it and however often: its key is the guard. */
async function addPaidMail({ payout: { id, amount, currency, arrives_on }, tutor_user_id, now, session }: { payout: StripePayout; tutor_user_id: string; now: Date; session: ClientSession }): Promise<void> {
  const sessions = (await listTransfersIn(id, session)).map((transfer) => ({ booking_id: transfer.booking_id, amount: transfer.amount - transfer.amount_reversed }));
  const task = { kind: "mail", template: "payout-sent", recipient_id: tutor_user_id, amount: { amount, currency }, sessions, arrives_on } as const;
  await addTask({ key: `mail:payout-sent:${id}`, task, now, session });
}
