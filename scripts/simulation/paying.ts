import { findBooking } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { confirmPayment } from "@/lib/payments/confirm-payment";
import { createIntent } from "@/lib/payments/create-intent";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { pollStripeEvents } from "@/lib/webhook-events/poll-stripe-events";
import type { Random } from "../seed/deterministic.ts";
import { planAfterwards } from "./afterwards.ts";
import { after, type Market } from "./market.ts";
import type { Card } from "./providers.ts";
import type { Session } from "./story.ts";

/** How somebody pays, as the dice fell before they came. */
export interface Payer {
  random: Random;
  comes: "once" | "never";
  comes_after_seconds: number;
  /** After the time was taken: the page is opened in time, and paid on when the hold is over. */
  pays_late_seconds: number | null;
  hasRival: boolean;
  /** One after another, until one is taken. */
  cards: Card[];
  way_back: "comes back" | "closes the page" | "closes the page, and the webhook is lost";
  /** How often Stripe did not answer. */
  put_off?: number;
}

/** Opens the checkout in time and pays too late. */
export async function openThePage(market: Market, session: Session, payer: Payer, now: Date): Promise<void> {
  const { booking_id, errand, held_at } = session;
  try {
    const { intent } = await createIntent({ booking_id, user_id: errand.consumer.user_id, now });
    market.agenda.add(after(held_at, { seconds: payer.pays_late_seconds ?? 0 }), async (then) => {
      await payByCard(market, { session, payer, intent_id: intent.id, now: then }).catch((error: unknown) => giveUp(session, error));
    });
  } catch (error) {
    giveUp(session, error);
  }
}

/** Where Stripe does not answer. */
function giveUp({ errand }: Session, error: unknown): void {
  if (!isAway(error)) throw error;
  errand.outcome = "lapsed";
}

/** One try to pay; where Stripe is away, another one two minutes later, three times. */
export async function pay(market: Market, session: Session, payer: Payer, now: Date): Promise<void> {
  const { agenda } = market;
  const { errand, booking_id } = session;
  try {
    const { intent } = await createIntent({ booking_id, user_id: errand.consumer.user_id, now });
    await payByCard(market, { session, payer, intent_id: intent.id, now });
  } catch (error) {
    if (isAway(error) && (payer.put_off ?? 0) < 3) return agenda.add(after(now, { minutes: 2 }), (then) => pay(market, session, { ...payer, put_off: (payer.put_off ?? 0) + 1 }, then));
    const isLapsed = error instanceof AppError && error.details?.reason === "expired";
    if (!isLapsed) return giveUp(session, error);
    errand.outcome = "lapsed";
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "unavailable";
  return error instanceof Error && "statusCode" in error && Number(error.statusCode) >= 500;
}

interface Paying {
  session: Session;
  payer: Payer;
  intent_id: string;
  now: Date;
}

async function payByCard(market: Market, { session, payer, intent_id, now }: Paying): Promise<void> {
  const { providers, agenda, work } = market;
  const [card = "good", ...others] = payer.cards;
  const news = payer.way_back === "closes the page" ? "kept" : "lost";
  await providers.setWebhooks(news);
  if (!(await providers.pay(intent_id, card))) {
    session.errand.outcome = "declined";
    if (others.length > 0) agenda.add(after(now, { seconds: 45 }), (then) => pay(market, session, { ...payer, cards: others }, then));
    return;
  }
  if (payer.way_back === "comes back") return comeBack(market, { session, payer, intent_id, now });
  if (news === "kept") {
    await providers.deliver();
    work.expectEvents();
  } else {
    agenda.add(after(now, { minutes: 5 }), (then) => poll(market, then));
  }
  return lookLater(market, { session, payer, intent_id, now });
}

/** As the worker does every five minutes; here only where a webhook was lost. */
async function poll(market: Market, now: Date): Promise<void> {
  await pollStripeEvents(now, after(now, { minutes: -5 })).catch((error: unknown) => {
    if (!isAway(error)) throw error;
    market.agenda.add(after(now, { minutes: 5 }), (then) => poll(market, then));
  });
  market.work.expectEvents();
}

async function comeBack(market: Market, { session, payer, intent_id, now }: Paying): Promise<void> {
  const { outcome } = await confirmPayment({ payment_intent_id: intent_id, user_id: session.errand.consumer.user_id, now });
  settle(market, { session, payer, outcome, at: now });
}

/** Who closed the page finds out later what became of it. The moment is the booking's own word: nobody was there to see it. */
function lookLater(market: Market, paying: Paying): void {
  market.agenda.add(after(paying.now, { seconds: 30 }), async (now) => {
    const { session, payer } = paying;
    const [booking, payment] = [await findBooking(session.booking_id), await findPaymentOfBooking(session.booking_id)];
    if (!payment?.paid_at) return lookLater(market, { ...paying, now });
    const isBooked = booking?.status === "confirmed";
    settle(market, { session, payer, outcome: isBooked ? "confirmed" : "refunded", at: (isBooked && booking.confirmed_at) || payment.paid_at });
  });
}

function settle(market: Market, { session, payer, outcome, at }: { session: Session; payer: Payer; outcome: "confirmed" | "refunded"; at: Date }): void {
  if (outcome === "refunded") {
    session.lost_at = at;
    session.errand.outcome = "lost";
    return;
  }
  session.booked_at = at;
  session.errand.outcome = "booked";
  planAfterwards(market, session, payer.random);
}
