import type { CancellationPreset } from "@/lib/config/policy";
import type { Card } from "./test-commands";

/**
 * What MaestroHub ought to be, for a proof: plain objects without a database, written from the product's rules (README, docs/money.md) and not
 * from the code that carries them out. Instants are milliseconds, amounts minor units.
 */
export interface World {
  now: number;
  coaches: { preset: CancellationPreset; price: number; isConnected: boolean }[];
  sessions: Map<number, Session>;
  /** Whether Stripe's news of payments come through; browsers may still tell. */
  hears: boolean;
  /** What Stripe knows of payments and we have not heard, in the order in which it happened. */
  unheard: { session: Session; news: "asks" | "failed" | "paid" }[];
}

export type Status = "held" | "expired" | "confirmed" | "completed" | "canceled_by_consumer" | "canceled_by_tutor" | "no_show_consumer" | "no_show_tutor" | "disputed";

export interface Session {
  number: number;
  client: number;
  coach: number;
  preset: CancellationPreset;
  price: number;
  status: Status;
  starts_at: number;
  ends_at: number;
  version: number;
  hold_ends: number;
  isExtended: boolean;
  confirmed_at: number | null;
  settled_at: number | null;
  reported: { client: boolean; coach: boolean };
  isDecided: boolean;
  /** What a cancellation or a decision promised. */
  given_back: number;
  /** At Stripe; null while nobody has opened the payment page. */
  intent: null | { state: "open" | "asks" | "paid"; card: Card };
  /** In our books; null before there is a payment. */
  payment: null | "created" | "failed" | "paid";
  refunds: Refund[];
  dispute: null | { state: "open" | "won" | "lost"; amount: number; /** Lost by then. */ due: number; /** Of what we owed to the client when it was lost. */ covered: number };
  /** Since when nothing keeps the coach's share; null while something does. */
  sendable_since: number | null;
  /** Something has kept it at or after its day. */
  wasKept: boolean;
  /** What might have been sent since the last look, where anything might. */
  maySend: number | null;
  /** When exactly Stripe is asked to send is the workers' business: what was seen, once it was allowed. */
  sent: number | null;
  reversed: number;
}

/** `ordered`: Stripe has not been asked · `pending`: at the bank · `out`: with the client · `failed`: owed again. */
export interface Refund {
  amount: number;
  state: "ordered" | "pending" | "out" | "failed";
  /** What the bank will have said a moment later. */
  soon: null | "out" | "failed";
  isReplaced: boolean;
}

const minute = 60_000;
export const hour = 60 * minute;
export const gap = 10 * minute;
export const length = hour;
/** How long Stripe('s emulator) waits for an answer to a dispute. */
export const disputeDays = 9;

export function isHeld({ status, hold_ends }: Session, now: number): boolean {
  return status === "held" && hold_ends > now;
}

/** Whether the session takes its time away from others. */
export function occupies(session: Session, now: number): boolean {
  return isHeld(session, now) || !["held", "expired", "canceled_by_consumer", "canceled_by_tutor"].includes(session.status);
}

/** Whether both the coach (with a gap after each session) and the client have this hour free. */
export function isFree(world: World, wanted: Pick<Session, "number" | "client" | "coach" | "starts_at">): boolean {
  const others = [...world.sessions.values()].filter((session) => session.number !== wanted.number && occupies(session, world.now));
  const meets = (a: number, b: number, room: number) => a < b + length + room && b < a + length + room;
  return !others.some(({ coach, client, starts_at }) => (coach === wanted.coach && meets(starts_at, wanted.starts_at, gap)) || (client === wanted.client && meets(starts_at, wanted.starts_at, 0)));
}

export function decided({ refunds }: Session): number {
  return refunds.filter(({ isReplaced }) => !isReplaced).reduce((sum, { amount }) => sum + amount, 0);
}

export function sentBack({ refunds }: Session): number {
  return refunds.filter(({ state }) => state === "pending" || state === "out").reduce((sum, { amount }) => sum + amount, 0);
}

export function areRefundsOpen({ refunds }: Session): boolean {
  return refunds.some(({ state, isReplaced }) => !isReplaced && state !== "out");
}

/** Promised to the client and not on its way, less what the client's bank has taken for it. */
export function owed(session: Session): number {
  return decided(session) - sentBack(session) - (session.dispute?.covered ?? 0);
}

/** What the client's bank has taken of the money that nobody had promised back. */
export function lostToBank({ dispute }: Session): number {
  return dispute?.state === "lost" ? dispute.amount - dispute.covered : 0;
}

/** Ten of a hundred, half a cent up. */
export function feeOf(amount: number): number {
  return Math.round(amount / 10);
}

export function shareOf(amount: number): number {
  return amount - feeOf(amount);
}
