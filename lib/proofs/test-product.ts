import { cancelOwnBooking, cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { releaseHold } from "@/lib/bookings/change-own-booking";
import { findBooking } from "@/lib/bookings/store";
import { completeTaughtSession } from "@/lib/bookings/complete-session";
import { decideProblem } from "@/lib/bookings/decide-problem";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { reportAsClient, reportAsCoach } from "@/lib/bookings/report-problem";
import { rescheduleBooking } from "@/lib/bookings/reschedule-booking";
import { anOrder, aTutor, aUser } from "@/lib/bookings/test-marketplace";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import type { startForTest } from "@/emulators/stripe/testing";
import { sendForm } from "@/emulators/stripe/hosted/testing";
import { confirmPayment } from "@/lib/payments/confirm-payment";
import { createIntent } from "@/lib/payments/create-intent";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { connectAccount } from "@/lib/payout-accounts/connect-account";
import { findAccountOfTutor } from "@/lib/payout-accounts/store";
import { syncAccount } from "@/lib/payout-accounts/sync-account";
import { orderRefund } from "@/lib/refunds/order-refund";
import { retryRefund } from "@/lib/refunds/retry-refund";
import { listRefundsOf } from "@/lib/refunds/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";
import { cards, type Command } from "./test-commands";
import type { World } from "./test-model";

type Emulator = Pick<Awaited<ReturnType<typeof startForTest>>, "control" | "stripe">;

/** The people of one play, and which booking is which session. */
export interface Stage {
  emulator: Emulator;
  coaches: TutorDocument[];
  clients: UserDocument[];
  bookings: Map<number, string>;
  disputes: Map<number, string>;
  /** What each command to order a failed refund anew was about: given twice, it is about the same. */
  retries: Map<number, string>;
  admin: { id: string; role: "admin" };
}

export async function setTheStage(emulator: Emulator, world: World): Promise<Stage> {
  const coaches = await Promise.all(world.coaches.map(({ preset, price }) => aTutor({ cancellation_preset: preset, offers: [{ duration_minutes: 60, price }] })));
  const clients = await Promise.all([0, 1, 2].map(() => aUser()));
  const stage = { emulator, coaches, clients, bookings: new Map(), disputes: new Map(), retries: new Map(), admin: { id: (await aUser({ role: "admin" }))._id, role: "admin" as const } };
  for (const [number, { isConnected }] of world.coaches.entries()) if (isConnected) await connect(stage, number, new Date(world.now));
  return stage;
}

/** Has the product do it; "ok", or the code of what it refuses with. `shown`: the refund that a client saw beside the button. */
export async function act(stage: Stage, command: Command, { shown, now }: { shown: number; now: Date }): Promise<string> {
  try {
    await doIt(stage, command, { shown, now });
    return "ok";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function doIt(stage: Stage, command: Command, { shown, now }: { shown: number; now: Date }): Promise<unknown> {
  if (command.do === "hold") return hold(stage, command, now);
  if (command.do === "connect") return connect(stage, command.coach, now);
  if (!("of" in command)) return;
  const booking_id = stage.bookings.get(command.of) ?? "";
  const { client, coach } = await partiesOf(booking_id);
  const about = { booking_id, now };
  switch (command.do) {
    case "let_go":
      return releaseHold({ ...about, consumer_ids: [client.id] });
    case "open":
      return createIntent({ ...about, user_id: client.id });
    case "pay":
      return pay(stage, await intentOf(booking_id), cards[command.card]);
    case "authenticate":
      return authenticate(stage, await intentOf(booking_id), command.passes);
    case "tell":
      return confirmPayment({ payment_intent_id: await intentOf(booking_id), user_id: client.id, now });
    case "cancel":
      return command.by === "client" ? cancelOwnBooking({ ...about, user: client, expected_refund: shown }) : cancelTaughtBooking({ ...about, user: coach });
    case "move":
      return rescheduleBooking({ ...about, user: client, starts_at: new Date(command.starts_at) });
    case "complete":
      return completeTaughtSession({ ...about, user: coach });
    case "report":
      return command.by === "client" ? reportAsClient({ ...about, user: client, kind: command.kind, note: "It was not right." }) : reportAsCoach({ ...about, user: coach, kind: command.kind, note: "It was not right." });
    case "decide":
      return decideProblem({ ...about, outcome: command.outcome, refund_percent: command.percent, note: null, admin: stage.admin });
    case "refund":
      return orderPart({ ...about, percent: command.percent, source: `part:${booking_id}:${command.number}` });
    case "retry": {
      const failed = (await listRefundsOf(booking_id)).find(({ status, replaced_by }) => status === "failed" && replaced_by === null);
      const refund_id = stage.retries.get(command.number) ?? failed?._id ?? "";
      stage.retries.set(command.number, refund_id);
      return retryRefund({ refund_id, admin: stage.admin, now });
    }
    case "dispute": {
      if (stage.disputes.has(command.of)) return;
      const { dispute } = (await stage.emulator.control(`stripe/charges/${await intentOf(booking_id)}/dispute`)) as { dispute: { id: string } };
      return stage.disputes.set(command.of, dispute.id);
    }
    case "judge": {
      const id = stage.disputes.get(command.of) ?? "";
      const { status } = await stage.emulator.stripe.disputes.retrieve(id);
      return status === command.outcome ? undefined : stage.emulator.control(`stripe/disputes/${id}/close`, { outcome: command.outcome });
    }
  }
}

async function hold(stage: Stage, { number, client, coach, starts_at }: Command & { do: "hold" }, now: Date): Promise<void> {
  const [tutor, user] = [stage.coaches[coach], stage.clients[client]];
  if (!tutor || !user) throw new Error("nobody is there");
  const { booking } = await holdBooking(anOrder(tutor, { consumer_id: user._id, starts_at: new Date(starts_at) }), now);
  stage.bookings.set(number, booking._id);
}

async function partiesOf(booking_id: string) {
  const booking = await findBooking(booking_id);
  return { client: { id: booking?.consumer_id ?? "", role: "consumer" as const }, coach: { id: booking?.tutor_user_id ?? "", role: "tutor" as const } };
}

async function intentOf(booking_id: string): Promise<string> {
  return (await findPaymentOfBooking(booking_id))?.stripe_payment_intent_id ?? "";
}

/** What the browser does with Stripe alone; declined cards are told to it, and to us by an event. */
async function pay({ emulator: { stripe } }: Stage, intent: string, payment_method: string): Promise<void> {
  if ((await stripe.paymentIntents.retrieve(intent)).status === "succeeded") return;
  await stripe.paymentIntents.confirm(intent, { payment_method, return_url: "http://localhost:3000/checkout" }).catch((error: { code?: string }) => {
    if (error.code !== "card_declined") throw error;
  });
}

async function authenticate({ emulator: { stripe } }: Stage, intent: string, passes: boolean): Promise<void> {
  const { next_action } = await stripe.paymentIntents.retrieve(intent);
  const url = next_action?.redirect_to_url?.url;
  if (url) await sendForm(url, { outcome: passes ? "pass" : "fail" });
}

/** A part of the money, as an admin's decision orders it. */
async function orderPart({ booking_id, percent, source, now }: { booking_id: string; percent: number; source: string; now: Date }): Promise<void> {
  const payment = await findPaymentOfBooking(booking_id);
  if (!payment) throw new Error("it was not paid");
  if ((await listRefundsOf(booking_id)).some((refund) => refund.source === source)) return;
  const amount = Math.max(1, Math.round((payment.amount * percent) / 100));
  await withTransaction((session) => orderRefund({ payment, amount, reason: "problem_decided", source, now, session }));
}

async function connect({ emulator, coaches }: Pick<Stage, "emulator" | "coaches">, number: number, now: Date): Promise<void> {
  const coach = coaches[number];
  if (!coach) return;
  await connectAccount({ user: { id: coach.user_id, role: "tutor" }, now });
  const id = (await findAccountOfTutor(coach._id))?.stripe_account_id ?? "";
  await emulator.control(`stripe/accounts/${id}/onboard`, { outcome: "verified" });
  await syncAccount(id, now);
}
