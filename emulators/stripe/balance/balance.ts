import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { readParams } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { z } from "zod";

export const balanceRoutes: Route[] = [{ method: "GET", path: "/v1/balance", connected: true, handle: retrieve }];

export interface Funds {
  /** What may be used now; below zero where more went out than was there. */
  available: number;
  pending: number;
}

/** What the account has, by currency. */
export function fundsOf(account: StripeAccount): Map<string, Funds> {
  const now = account.seconds();
  const funds = new Map<string, Funds>();
  for (const { currency, net, available_on } of account.list("balance_transactions")) {
    const known = funds.get(currency) ?? { available: 0, pending: 0 };
    if (available_on <= now) known.available += net;
    else known.pending += net;
    funds.set(currency, known);
  }
  return funds;
}

export function fundsIn(account: StripeAccount, currency: string): Funds {
  return fundsOf(account).get(currency) ?? { available: 0, pending: 0 };
}

function retrieve({ account, params }: Call): object {
  readParams(z.strictObject({}), params);
  const funds = [...fundsOf(account)];
  const known = funds.length > 0 ? funds : [["usd", { available: 0, pending: 0 }] as const];
  const part = (amount: number, currency: string) => ({ amount, currency, source_types: { card: amount } });
  return {
    object: "balance",
    available: known.map(([currency, { available }]) => part(available, currency)),
    ...(account.connected_id === null ? { connect_reserved: known.map(([currency]) => ({ amount: 0, currency })) } : {}),
    livemode: false,
    pending: known.map(([currency, { pending }]) => part(pending, currency)),
  } satisfies Stripe.Balance;
}
