import { z } from "zod";
import type { StripeAccount } from "./account.ts";

export const webhookFaultsSchema = z.strictObject({
  /** Below 1 a share of the deliveries (0.5 is every second one), from 1 on that many next ones; they are never sent. */
  drop: z.number().min(0).optional(),
  /** So many extra copies of each. */
  duplicate: z.int().min(0).max(20).optional(),
  /** What happens within half a second arrives in reverse order. */
  shuffle: z.boolean().optional(),
  delay_ms: z.int().min(0).optional(),
  /** Keep everything until it is flushed. */
  hold: z.boolean().optional(),
});

export type WebhookFaults = z.infer<typeof webhookFaultsSchema>;

interface Plan {
  drop: boolean;
  hold: boolean;
  extra_copies: number;
  delay_ms: number;
}

interface State {
  faults: WebhookFaults;
  drop_debt: number;
  window_started_ms: number;
  in_window: number;
}

const blank = (): State => ({ faults: {}, drop_debt: 0, window_started_ms: 0, in_window: 0 });
const states = new WeakMap<StripeAccount, State>();
const stateOf = (account: StripeAccount) => states.get(account) ?? blank();

const windowMs = 500;
const stepMs = 25;

/** Replaces the faults; an empty set ends them. */
export function setWebhookFaults(account: StripeAccount, faults: WebhookFaults): void {
  states.set(account, { ...blank(), faults });
}

/** What becomes of the next delivery. Fractions are spread evenly, not thrown, so that tests see the same each time. */
export function planDelivery(account: StripeAccount): Plan {
  const state = stateOf(account);
  const { drop = 0, duplicate = 0, delay_ms = 0, hold = false, shuffle = false } = state.faults;
  return { drop: takeDrop(state, drop), hold, extra_copies: duplicate, delay_ms: delay_ms + (shuffle ? reversedDelay(state) : 0) };
}

function takeDrop(state: State, drop: number): boolean {
  if (drop >= 1) {
    state.faults = { ...state.faults, drop: drop - 1 };
    return true;
  }
  state.drop_debt += drop;
  if (state.drop_debt < 1) return false;
  state.drop_debt -= 1;
  return true;
}

function reversedDelay(state: State): number {
  const now = performance.now();
  if (now - state.window_started_ms > windowMs || state.in_window * stepMs >= windowMs) Object.assign(state, { window_started_ms: now, in_window: 0 });
  const due = state.window_started_ms + 2 * windowMs - state.in_window * stepMs;
  state.in_window += 1;
  return Math.max(0, Math.round(due - now));
}
