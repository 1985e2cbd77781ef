import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** Stripe's Transfer in our words. */
export interface StripeTransfer {
  id: string;
  amount: number;
  amount_reversed: number;
  currency: string;
  account_id: string | null;
  /** The payment as which it stands in the connected account's own books. */
  destination_payment_id: string | null;
  /** Our operation; null where it was made by somebody else than this program. */
  transfer_id: string | null;
  booking_id: string | null;
}

export interface StripeTransferOrder {
  transfer_id: string;
  /** Counts the tries that Stripe refused: Stripe answers an old key with the old refusal. */
  round: number;
  booking_id: string;
  /** That of the charge. */
  group: string;
  amount: number;
  currency: string;
  charge_id: string;
  account_id: string;
}

export interface StripeReversal {
  id: string;
  amount: number;
}

export interface StripeReversalOrder {
  reversal_id: string;
  round: number;
  stripe_transfer_id: string;
  amount: number;
}

/** Stripe will not do it as things stand. */
export class TransferRefused extends Error {
  readonly code: string | null;

  constructor(code: string | null, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The transfer of one stored operation, out of the very charge that its client paid, so that it never depends on what else the
 * platform has (https://docs.stripe.com/connect/separate-charges-and-transfers#transfer-availability). Stripe lets all transfers of a
 * charge together pass on no more than the charge.
 */
export async function createStripeTransfer({ transfer_id, round, booking_id, group, amount, currency, charge_id, account_id }: StripeTransferOrder): Promise<StripeTransfer> {
  const order = { amount, currency, destination: account_id, source_transaction: charge_id, transfer_group: group, metadata: { transfer_id, booking_id } };
  const create = () => stripe().transfers.create(order, { idempotencyKey: `transfer_${transfer_id}_${round}` });
  return toStripeTransfer(await refusable(() => callProvider({ provider: "stripe", operation: "createStripeTransfer", ids: { transfer_id, booking_id, account_id } }, create)));
}

/** The transfer that an earlier call for this operation made, whose answer was lost; null where there is none. */
export async function findStripeTransferOf({ transfer_id, group }: { transfer_id: string; group: string }): Promise<StripeTransfer | null> {
  return callProvider({ provider: "stripe", operation: "findStripeTransferOf", ids: { transfer_id, group } }, async () => {
    const list = stripe().transfers.list({ transfer_group: group, limit: 100 });
    for await (const transfer of list) if (transfer.metadata.transfer_id === transfer_id) return toStripeTransfer(transfer);
    return null;
  });
}

/** The transfer as Stripe has it now, or null where Stripe knows none by this id. */
export async function findStripeTransfer(id: string): Promise<StripeTransfer | null> {
  try {
    return toStripeTransfer(await callProvider({ provider: "stripe", operation: "findStripeTransfer", ids: { id } }, () => stripe().transfers.retrieve(id)));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw error;
  }
}

/** Takes a part back; throws TransferRefused with `balance_insufficient` where the coach's balance is short. */
export async function createStripeReversal({ reversal_id, round, stripe_transfer_id, amount }: StripeReversalOrder): Promise<StripeReversal> {
  const create = () => stripe().transfers.createReversal(stripe_transfer_id, { amount, metadata: { reversal_id } }, { idempotencyKey: `reversal_${reversal_id}_${round}` });
  const reversal = await refusable(() => callProvider({ provider: "stripe", operation: "createStripeReversal", ids: { reversal_id, stripe_transfer_id } }, create));
  return { id: reversal.id, amount: reversal.amount };
}

export async function findStripeReversalOf({ reversal_id, stripe_transfer_id }: Pick<StripeReversalOrder, "reversal_id" | "stripe_transfer_id">): Promise<StripeReversal | null> {
  return callProvider({ provider: "stripe", operation: "findStripeReversalOf", ids: { reversal_id, stripe_transfer_id } }, async () => {
    const list = stripe().transfers.listReversals(stripe_transfer_id, { limit: 100 });
    for await (const { id, amount, metadata } of list) if (metadata?.reversal_id === reversal_id) return { id, amount };
    return null;
  });
}

async function refusable<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) throw new TransferRefused(error.code ?? null, error.message);
    throw error;
  }
}

function toStripeTransfer({ id, amount, amount_reversed, currency, destination, destination_payment, metadata }: Stripe.Transfer): StripeTransfer {
  const idIn = (thing: string | { id: string } | null | undefined) => (typeof thing === "string" ? thing : (thing?.id ?? null));
  return {
    ...{ id, amount, amount_reversed, currency },
    account_id: idIn(destination),
    destination_payment_id: idIn(destination_payment),
    transfer_id: metadata.transfer_id ?? null,
    booking_id: metadata.booking_id ?? null,
  };
}
