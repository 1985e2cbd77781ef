import { sendForm, typed } from "@/emulators/stripe/hosted/testing";
import type { startForTest } from "@/emulators/stripe/testing";
import { cancelTaughtBooking } from "@/lib/bookings/cancel-booking";
import { aHold, aTutor, aUser, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { stripe } from "@/lib/integrations/stripe/client";
import { ensureSponsorPrices } from "@/lib/integrations/stripe/sponsor-prices";
import { recordManualPayment } from "@/lib/manual-payments/record-manual-payment";
import { createPackageIntent } from "@/lib/packages/create-package-intent";
import { endPackage } from "@/lib/packages/end-package";
import { orderPackage } from "@/lib/packages/order-package";
import { aBoughtPackage, anOffer } from "@/lib/packages/test-packages";
import { confirmPayment } from "@/lib/payments/confirm-payment";
import { createIntent } from "@/lib/payments/create-intent";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { connectAccount } from "@/lib/payout-accounts/connect-account";
import { orderRefund } from "@/lib/refunds/order-refund";
import { aPaidSession } from "@/lib/refunds/test-paid-session";
import { buySponsorship } from "@/lib/sponsorships/buy-sponsorship";
import { followCheckout } from "@/lib/sponsorships/follow-billing-event";
import { findSponsorship } from "@/lib/sponsorships/store";
import { earned } from "@/lib/transfers/test-earned";
import { workOnce } from "./test-work";

export interface Facts {
  /** Or of a package: its books are kept under its id as a booking's are. */
  booking_id?: string;
  tutor_id?: string;
  /** Who does it. */
  user_id: string;
}

/** Something that is written in our database and at Stripe, by one process. */
export interface Operation {
  /** What there is before it, and when it begins. */
  prepare: () => Promise<{ facts: Facts; at: Date }>;
  /** Does it, in a process that may be killed. Doing it again is what a person does who heard no answer. */
  run: (facts: Facts, at: Date) => Promise<unknown>;
  /** Nobody does it again: the worker has to get it done by itself. */
  isByWorker?: true;
}

type Emulator = Pick<Awaited<ReturnType<typeof startForTest>>, "control">;

export const operations = (emulator: Emulator): Record<string, Operation> => ({
  "a payment": {
    prepare: async () => {
      const booking = await aHold({ tutor: await aTutor({ name: "Amara Okafor" }) });
      return { facts: { booking_id: booking._id, user_id: booking.consumer_id }, at: now };
    },
    run: async ({ booking_id = "", user_id }, at) => {
      const { intent } = await createIntent({ booking_id, user_id, now: at });
      await pay({ intent, user_id, at });
    },
  },
  "news of a payment": {
    prepare: async () => {
      const booking = await aHold({ tutor: await aTutor({ name: "Amara Okafor" }) });
      const { intent } = await createIntent({ booking_id: booking._id, user_id: booking.consumer_id, now });
      await stripe().paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa", return_url: "http://localhost:3000/checkout" });
      return { facts: { booking_id: booking._id, user_id: booking.consumer_id }, at: now };
    },
    run: (_, at) => workOnce(at),
    isByWorker: true,
  },
  "a refund": {
    prepare: async () => {
      const { booking } = await aPaidSession("pm_card_visa", { tutor: await aTutor({ name: "Amara Okafor" }) });
      return { facts: { booking_id: booking._id, user_id: booking.tutor_user_id }, at: now };
    },
    run: async ({ booking_id = "", user_id }, at) => {
      await cancelTaughtBooking({ booking_id, user: { id: user_id, role: "tutor" }, now: at });
      await workOnce(at);
    },
  },
  "a package": {
    prepare: async () => {
      const tutor = await aTutor({ name: "Amara Okafor" });
      const user = { id: (await aUser())._id, market_id: "US_USD", timezone: "America/New_York" };
      const { _id } = await orderPackage({ package_id: await anOffer(tutor), user, now });
      return { facts: { booking_id: _id, user_id: user.id }, at: now };
    },
    run: async ({ booking_id = "", user_id }, at) => {
      const { intent } = await createPackageIntent({ package_purchase_id: booking_id, user_id, now: at });
      await pay({ intent, user_id, at });
    },
  },
  "a package's end": {
    prepare: async () => {
      const { purchase } = await aBoughtPackage({ tutor: await aTutor({ name: "Amara Okafor" }) });
      return { facts: { booking_id: purchase._id, user_id: purchase.tutor_user_id }, at: now };
    },
    run: async ({ booking_id = "", user_id }, at) => {
      await endPackage({ purchase_id: booking_id, user: { id: user_id, role: "tutor" }, by: "coach", expected_refund: 22_500, now: at });
      await workOnce(at);
    },
  },
  "a transfer": {
    prepare: async () => {
      const { booking, due } = await earned({ tutor: await aTutor({ name: "Amara Okafor" }) });
      await standAt(emulator, due);
      return { facts: { booking_id: booking._id, user_id: booking.tutor_user_id }, at: due };
    },
    run: (_, at) => workOnce(at),
    isByWorker: true,
  },
  "a reversal": {
    prepare: async () => {
      const { booking, due } = await earned({ tutor: await aTutor({ name: "Amara Okafor" }) });
      await standAt(emulator, due);
      await workOnce(due);
      return { facts: { booking_id: booking._id, user_id: booking.consumer_id }, at: minutesAfter(due, 30) };
    },
    run: async ({ booking_id = "" }, at) => {
      const payment = await findPaymentOfBooking(booking_id);
      if (!payment) throw new Error("it was not paid");
      await once(() => withTransaction((session) => orderRefund({ payment, amount: 2_000, reason: "problem_decided", source: `problem:${booking_id}`, now: at, session })));
      await workOnce(at);
    },
  },
  "a manual payment": {
    prepare: async () => {
      const booking = await aHold({ tutor: await aTutor({ name: "Amara Okafor" }) });
      return { facts: { booking_id: booking._id, user_id: (await aUser({ role: "admin" }))._id }, at: now };
    },
    run: ({ booking_id = "", user_id }, at) => recordManualPayment({ booking_id, amount: 2_000, direction: "received", reason: "Paid in cash", key: `key:${booking_id}`, admin: { id: user_id, role: "admin" }, now: at }),
  },
  "an account of a coach": {
    prepare: async () => {
      const tutor = await aTutor({ name: "Amara Okafor" });
      return { facts: { tutor_id: tutor._id, user_id: tutor.user_id }, at: now };
    },
    run: ({ user_id }, at) => connectAccount({ user: { id: user_id, role: "tutor" }, now: at }),
  },
  "a sponsorship": {
    prepare: async () => {
      await ensureSponsorPrices();
      const tutor = await aTutor({ name: "Amara Okafor" });
      return { facts: { tutor_id: tutor._id, user_id: tutor.user_id }, at: now };
    },
    run: async ({ user_id }, at) => {
      const { sponsorship_id, checkout_url } = await buySponsorship({ user: { id: user_id, role: "tutor" }, weeks: 4, now: at });
      await sendForm(checkout_url, typed("4242 4242 4242 4242"));
      await followCheckout((await findSponsorship(sponsorship_id))?.stripe_checkout_id ?? "", at);
    },
  },
});

/** What the browser does with the intent that it is given. */
async function pay({ intent, user_id, at }: { intent: { id: string; status: string }; user_id: string; at: Date }): Promise<void> {
  if (intent.status !== "succeeded") await stripe().paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa", return_url: "http://localhost:3000/checkout" });
  await confirmPayment({ payment_intent_id: intent.id, user_id, now: at });
}

/** A person who presses again, and hears that it was done before. */
export async function doAgain(operation: Operation, facts: Facts, at: Date): Promise<void> {
  await once(() => operation.run(facts, at));
}

async function once(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    const isDone = (error instanceof AppError && error.code === "conflict") || duplicateKeyFields(error);
    if (!isDone) throw error;
  });
}

export async function standAt({ control }: Emulator, at: Date): Promise<void> {
  await control("clock", { set_to: at.toISOString() });
}
