import { aHold, aTutor, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { cancelOwnBooking, cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { findBooking } from "@/lib/bookings/store";
import type { BookingDocument } from "@/lib/bookings/schema";
import { stopClockAt } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import type { startForTest } from "@/emulators/stripe/testing";
import { stripe } from "@/lib/integrations/stripe/client";
import { listEventsSince, type StripeHint } from "@/lib/integrations/stripe/events";
import { inboxQueue, outboxQueue } from "@/lib/jobs/queues";
import { workOff } from "@/lib/jobs/work-off";
import { chainEntries } from "@/lib/ledger/chain-entries";
import { balancesOf, isExplained, statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { chance } from "@/lib/ledger/test-books";
import { verifyChain } from "@/lib/ledger/verify-chain";
import { createIntent } from "@/lib/payments/create-intent";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import { pollStripeEvents } from "./poll-stripe-events";
import { receiveEvent } from "./receive-event";

/** What becomes of a session at Stripe; each ends in one state, however its events arrive. */
export const fates = ["declined", "asks", "paid", "declined_then_paid", "coach_cancels", "client_cancels", "refund_comes_back", "dispute_open", "dispute_won", "dispute_lost"] as const;
export type Fate = (typeof fates)[number];

type Emulator = Pick<Awaited<ReturnType<typeof startForTest>>, "control">;

export interface EventProof {
  seed: number;
  sessions: number;
  /** As Stripe may deliver: in any order, 30 of 100 again, 10 of 100 never. Without it each comes once and in order. */
  isShuffled: boolean;
  /** POST /_control/stripe/… of the emulator that EMULATORS_URL names, which must be at `now`. */
  control: (path: string, body?: object) => Promise<unknown>;
  /** Moves the emulator's clock so far that banks have answered and charges are settled: no event comes after that by itself. */
  settle: () => Promise<unknown>;
}

export interface EventReport {
  /** The state of each session in words, by its fate. */
  states: { fate: Fate; state: string }[];
  deliveries: number;
  events: number;
  /** What must be empty: events that were worked on more than once, sums that are not explained, faults of the chain. */
  faults: string[];
}

interface Sold {
  fate: Fate;
  booking: BookingDocument;
  intent_id: string;
}

/**
 * Sessions are paid for at Stripe while nobody listens; then all that Stripe has to say of it comes at once. After what the first
 * events brought, sessions are called off and banks take money back; then everything is said again, with what is new.
 */
export async function playEvents({ seed, sessions, isShuffled, control, settle }: EventProof): Promise<EventReport> {
  stopClockAt(now);
  const random = chance(seed);
  const sold: Sold[] = [];
  for (let i = 0; i < sessions; i += 1) sold.push(await sell(fates[i % fates.length] ?? "paid"));
  const first = await deliver({ random, isShuffled, settle });
  for (const each of sold) await callOff(each);
  await workOutbox();
  for (const each of sold) await backToBank(each, control);
  const second = await deliver({ random, isShuffled, settle });
  await workOutbox();
  await chainEntries();
  const states = await Promise.all(sold.map(async (each) => ({ fate: each.fate, state: await stateOf(each) })));
  const events = await listEventsSince(minutesAfter(now, -60));
  const faults = [...(await faultsOfInbox(events)), ...(await unexplained(sold)), ...(await verifyChain()).map(({ seq, fault }) => `entry ${seq} is ${fault}`)];
  return { states, deliveries: first + second, events: events.length, faults };
}

/**
 * Plays an orderly delivery, then as many disturbed ones, and says each difference in words: a seed, a fate, and both states. What was
 * sold before is no matter: each begins with an empty inbox, outbox and ledger.
 */
export async function proveEvents({ seeds, sessions, emulator, onProgress = () => {} }: { seeds: number; sessions: number; emulator: Emulator; onProgress?: (line: string) => void }) {
  const control = (path: string, body: object = {}) => emulator.control(`stripe/${path}`, body);
  const settle = () => emulator.control("clock", { advance_ms: 5_000 });
  const begin = async () => {
    await emulator.control("reset");
    await emulator.control("clock", { set_to: now.toISOString() });
    for (const name of ["webhook_events", "ledger_entries", "ledger_head", "booking_accounts", "outbox"] as const) await collections()[name].deleteMany({});
  };
  const started = performance.now();
  await begin();
  const plain = await playEvents({ seed: 0, sessions: fates.length, isShuffled: false, control, settle });
  const stateOfFate = new Map(plain.states.map(({ fate, state }) => [fate, state]));
  const differences = [...plain.faults];
  // A proof of sessions that all end alike would prove nothing.
  if (new Set(stateOfFate.values()).size < fates.length - 2) differences.push(`the orderly delivery knows only these states: ${[...stateOfFate.values()].join("; ")}`);
  let [deliveries, events] = [0, 0];
  for (let seed = 1; seed <= seeds; seed += 1) {
    await begin();
    const played = await playEvents({ seed, sessions, isShuffled: true, control, settle });
    deliveries += played.deliveries;
    events += played.events;
    differences.push(...played.faults.map((fault) => `seed ${seed}: ${fault}`));
    for (const { fate, state } of played.states) if (state !== stateOfFate.get(fate)) differences.push(`seed ${seed}, ${fate}: ${state} instead of ${stateOfFate.get(fate)}`);
    onProgress(`seed ${seed}: ${played.deliveries} deliveries of ${played.events} events, ${differences.length} differences so far`);
  }
  return { seeds, deliveries, events, differences, seconds: Math.round((performance.now() - started) / 1_000) };
}

async function sell(fate: Fate): Promise<Sold> {
  // One name for all: what is written to people is compared.
  const booking = await aHold({ tutor: await aTutor({ name: "Amara Okafor" }) });
  const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
  for (const payment_method of cardsOf(fate)) {
    await stripe().paymentIntents.confirm(intent.id, { payment_method, return_url: "http://localhost:3000/checkout" }).catch(() => undefined);
  }
  return { fate, booking, intent_id: intent.id };
}

function cardsOf(fate: Fate): string[] {
  if (fate === "declined") return ["pm_card_chargeDeclined"];
  if (fate === "asks") return ["pm_card_authenticationRequired"];
  if (fate === "declined_then_paid") return ["pm_card_chargeDeclined", "pm_card_visa"];
  return ["pm_card_visa"];
}

async function callOff({ fate, booking }: Sold): Promise<void> {
  const { _id: booking_id, consumer_id, tutor_user_id, starts_at } = booking;
  if (fate === "client_cancels") await cancelOwnBooking({ booking_id, user: { id: consumer_id, role: "consumer" }, expected_refund: booking.price / 2, now: minutesAfter(starts_at, -20 * 60) });
  if (fate === "coach_cancels" || fate === "refund_comes_back") await cancelTaughtBooking({ booking_id, user: { id: tutor_user_id, role: "tutor" }, now });
}

/** What happens at banks, of which only events tell. */
async function backToBank({ fate, booking, intent_id }: Sold, control: EventProof["control"]): Promise<void> {
  if (fate === "refund_comes_back") {
    const [refund] = await listRefundsOf(booking._id);
    await control(`refunds/${refund?.stripe_refund_id}/fail`, { reason: "lost_or_stolen_card" });
  }
  if (!fate.startsWith("dispute_")) return;
  const { dispute } = (await control(`charges/${intent_id}/dispute`)) as { dispute: { id: string } };
  if (fate !== "dispute_open") await control(`disputes/${dispute.id}/close`, { outcome: fate === "dispute_won" ? "won" : "lost" });
}

/** Everything that Stripe knows by now: delivered, worked on by four at once, then asked for, which brings what got lost. */
async function deliver({ random, isShuffled, settle }: Pick<EventProof, "isShuffled" | "settle"> & { random: () => number }): Promise<number> {
  await settle();
  const hints = await listEventsSince(minutesAfter(now, -60));
  const arriving = isShuffled ? disturb(hints, random) : hints;
  // Eight requests at once, as from Stripe's machines.
  for (let from = 0; from < arriving.length; from += 8) await Promise.all(arriving.slice(from, from + 8).map((hint) => receiveEvent(hint, now)));
  await workInbox();
  // What we answered to the first events happens at Stripe in turn.
  for (let polls = 0; polls < 10; polls += 1) {
    const before = await collections().webhook_events.countDocuments({});
    await settle();
    await pollStripeEvents(now, null);
    await workInbox();
    if (polls > 0 && before === (await collections().webhook_events.countDocuments({}))) break;
  }
  return arriving.length;
}

function disturb(hints: StripeHint[], random: () => number): StripeHint[] {
  const arriving = hints.filter(() => random() >= 0.1).flatMap((hint) => (random() < 0.3 ? [hint, hint] : [hint]));
  return arriving.map((hint) => ({ hint, at: random() })).toSorted((a, b) => a.at - b.at).map(({ hint }) => hint);
}

async function workInbox(): Promise<void> {
  await workOff(inboxQueue(), { bell: "inbox", at_once: 4, over: new AbortController().signal, whenIdle: "end" });
}

async function workOutbox(): Promise<void> {
  await workOff(outboxQueue("stripe"), { bell: "outbox", at_once: 4, over: new AbortController().signal, whenIdle: "end" });
}

/** Everything that a person may see or that money depends on, without ids: two sessions of one fate read the same. */
async function stateOf({ booking: { _id, consumer_id } }: Sold): Promise<string> {
  const [booking, payment, refunds, entries, mails, notices] = await Promise.all([
    findBooking(_id),
    findPaymentOfBooking(_id),
    listRefundsOf(_id),
    listEntriesOf(_id),
    collections().outbox.find({ "task.booking_id": _id }).toArray(),
    collections().notifications.find({ user_id: consumer_id }).toArray(),
  ]);
  const balances = Object.entries(balancesOf(entries)).filter(([, amount]) => amount !== 0).toSorted();
  const told = mails.map(({ task }) => (task.kind === "mail" ? `${task.template} to ${task.recipient_id === consumer_id ? "client" : "coach"}` : task.kind));
  return JSON.stringify({
    booking: [booking?.status, booking?.chargeback?.status ?? null],
    payment: [payment?.status, payment?.refund_amount, payment?.card, payment?.failure_message, payment?.chargeback?.status ?? null],
    refunds: refunds.map(({ amount, status, failure }) => [amount, status, failure]),
    balances,
    told: told.toSorted(),
    notices: notices.map(({ title }) => title).toSorted(),
  });
}

/** Each event is one row and was worked on once, however often it came. */
async function faultsOfInbox(hints: StripeHint[]): Promise<string[]> {
  const rows = await collections().webhook_events.find({}).toArray();
  const undone = rows.filter(({ status }) => status !== "done").map(({ _id, type, last_error }) => `${_id} (${type}) is not done: ${last_error}`);
  const again = rows.filter(({ attempts }) => attempts > 1).map(({ _id, attempts }) => `${_id} was worked on ${attempts} times`);
  return [...(rows.length === hints.length ? [] : [`${rows.length} rows for ${hints.length} events`]), ...undone, ...again];
}

async function unexplained(sold: Sold[]): Promise<string[]> {
  const statements = await Promise.all(sold.map(async ({ fate, booking }) => ({ fate, entries: await listEntriesOf(booking._id) })));
  return statements.filter(({ entries }) => entries.length > 0 && !isExplained(statementOf(entries))).map(({ fate }) => `the money of a session that is ${fate} is not explained`);
}
