import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { listParams, readParams, text } from "../params.ts";
import { planAutomaticPayout } from "../payouts/payout-plan.ts";
import type { Call, Route } from "../router.ts";

export const balanceTransactionRoutes: Route[] = [
  { method: "GET", path: "/v1/balance_transactions", connected: true, handle: list },
  { method: "GET", path: "/v1/balance_transactions/:id", connected: true, handle: retrieve },
];

const daysUntilAvailable = 2;

export interface Movement {
  type: Stripe.BalanceTransaction.Type;
  reporting_category: string;
  source: string;
  /** In minor units, negative where money leaves. */
  amount: number;
  currency: string;
  fee?: number;
  fee_description?: string;
  description?: string | null;
  /** The second from which the money may be used; without it two days from now. */
  available_on?: number;
}

/** Books a movement of the account's balance. */
export function bookMovement(account: StripeAccount, movement: Movement): Stripe.BalanceTransaction {
  const { amount, currency, fee = 0, fee_description = "Stripe processing fees", type, source, reporting_category } = movement;
  const created = account.seconds();
  const transaction: Stripe.BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: movement.available_on ?? created + daysUntilAvailable * 86_400,
    balance_type: "payments",
    created,
    currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: fee_description, type: "stripe_fee" }],
    net: amount - fee,
    reporting_category,
    source,
    status: "pending",
    type,
  };
  account.put("balance_transactions", transaction);
  planAutomaticPayout(account, transaction.available_on);
  return asOf(account, transaction);
}

/** When money that undoes a movement may be used: with the movement itself where that is still pending, at once otherwise. */
export function availableWith(account: StripeAccount, transaction: string | null): number {
  const undone = transaction === null ? null : account.get("balance_transactions", transaction);
  return Math.max(account.seconds(), undone?.available_on ?? 0);
}

/** Whether the money is available depends on the clock alone. */
export function asOf(account: StripeAccount, transaction: Stripe.BalanceTransaction): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= account.seconds() ? "available" : "pending" };
}

function retrieve({ account, id }: Call): object {
  const transaction = account.get("balance_transactions", id);
  if (!transaction) throw noSuch("balance transaction", id);
  return asOf(account, transaction);
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({ ...listParams, currency: text().optional(), source: text().optional(), type: text().optional(), payout: text().optional() }),
    params,
  );
  const ofPayout = (id: string) => given.payout === undefined || account.get("paid_out", id)?.payout === given.payout;
  const candidates = given.source === undefined ? account.list("balance_transactions") : account.find("balance_transactions", "source", given.source);
  const found = candidates.filter(({ id, currency, type }) => currency === (given.currency ?? currency) && type === (given.type ?? type) && ofPayout(id));
  return listPage({
    oldest_first: found,
    url: "/v1/balance_transactions",
    params: given,
    kind: "balance transaction",
    show: (transaction) => asOf(account, transaction),
  });
}
