import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { noSuch } from "./errors.ts";
import { newId } from "./ids.ts";
import { listPage } from "./lists.ts";
import { listParams, readParams, text } from "./params.ts";
import type { Call, Route } from "./router.ts";

export const balanceTransactionRoutes: Route[] = [
  { method: "GET", path: "/v1/balance_transactions", connected: true, handle: list },
  { method: "GET", path: "/v1/balance_transactions/:id", connected: true, handle: retrieve },
];

const daysUntilAvailable = 2;

/** Books a movement of the account's balance; amount and fee in minor units, amount negative where money leaves. */
export function bookMovement(
  account: StripeAccount,
  movement: {
    type: Stripe.BalanceTransaction.Type;
    reporting_category: string;
    source: string;
    amount: number;
    currency: string;
    fee?: number;
    description?: string | null;
    available_at_once?: boolean;
  },
): Stripe.BalanceTransaction {
  const { amount, currency, fee = 0, type, source, reporting_category } = movement;
  const created = account.seconds();
  const transaction: Stripe.BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: movement.available_at_once ? created : created + daysUntilAvailable * 86_400,
    balance_type: "payments",
    created,
    currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" }],
    net: amount - fee,
    reporting_category,
    source,
    status: "pending",
    type,
  };
  account.put("balance_transactions", transaction);
  return asOf(account, transaction);
}

function retrieve({ account, id }: Call): object {
  const transaction = account.get("balance_transactions", id);
  if (!transaction) throw noSuch("balance transaction", id);
  return asOf(account, transaction);
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, currency: text().optional(), source: text().optional(), type: text().optional() }), params);
  const found = account
    .list("balance_transactions")
    .filter(({ currency, source, type }) => currency === (given.currency ?? currency) && source === (given.source ?? source) && type === (given.type ?? type))
    .map((transaction) => asOf(account, transaction));
  return listPage({ oldest_first: found, url: "/v1/balance_transactions", params: given, kind: "balance transaction" });
}

/** Whether the money is available depends on the clock alone. */
export function asOf(account: StripeAccount, transaction: Stripe.BalanceTransaction): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= account.seconds() ? "available" : "pending" };
}
