import type Stripe from "stripe";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import type { ReminderLead } from "@/lib/outbox/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { StoredEmail } from "../../emulators/resend/emails.ts";
import type { EmulatorStore } from "../../emulators/emulator.ts";
import type { PostOffice } from "./post-office.ts";
import type { Setup } from "./setup.ts";
import type { Story } from "./story.ts";

/** What is looked at in the end: the story beside what the database, Stripe and the post office hold. */
export interface Evidence {
  setup: Setup;
  until: Date;
  story: Story;
  bookings: Map<string, BookingDocument>;
  payments: Map<string, PaymentDocument>;
  refunds: RefundDocument[];
  /** What Stripe has taken and given back, by booking. */
  stripe: Map<string, { charged: number; refunded: number; currency: string }>;
  mails: SentMail[];
  /** Keys of the mails that Resend's emulator holds, each as often as it does. */
  at_resend: string[];
}

export interface SentMail {
  key: string;
  at: Date;
  is_rendered: boolean;
  template: string;
  recipient_id: string;
  booking_id: string;
  version: number | null;
  lead: ReminderLead | null;
}

export async function collectEvidence(parts: { setup: Setup; until: Date; story: Story; store: EmulatorStore; post: PostOffice }): Promise<Evidence> {
  const { setup, until, story, store, post } = parts;
  const bookings = await collections().bookings.find().toArray();
  const payments = await collections().payments.find().toArray();
  const tasks = new Map((await collections().outbox.find({}, { projection: { task: 1 } }).toArray()).map(({ _id, task }) => [_id, task]));
  return {
    setup,
    until,
    story,
    bookings: new Map(bookings.map((booking) => [booking._id, booking])),
    payments: new Map(payments.map((payment) => [payment.booking_id, payment])),
    refunds: await collections().refunds.find().toArray(),
    stripe: moneyAtStripe(store),
    at_resend: store.list<StoredEmail>("resend.emails").map(({ idempotency_key }) => idempotency_key ?? "none"),
    mails: post.taken.map(({ key, at, is_rendered }) => {
      const task = tasks.get(key);
      if (task?.kind !== "mail") throw new Error(`a mail was sent that no row of the outbox asked for: ${key}`);
      return {
        ...{ key, at, is_rendered, template: task.template, recipient_id: task.recipient_id },
        booking_id: "booking_id" in task ? (task.booking_id ?? "") : "",
        version: "version" in task ? task.version : null,
        lead: "lead" in task ? task.lead : null,
      };
    }),
  };
}

function moneyAtStripe(store: EmulatorStore): Evidence["stripe"] {
  const money: Evidence["stripe"] = new Map();
  const bookingOf = new Map(store.list<Stripe.PaymentIntent>("stripe.payment_intents").map(({ id, metadata }) => [id, metadata.booking_id ?? ""]));
  const of = (intent: string | Stripe.PaymentIntent | null, currency: string) => {
    const booking_id = bookingOf.get(typeof intent === "string" ? intent : (intent?.id ?? "")) ?? "";
    const known = money.get(booking_id) ?? { charged: 0, refunded: 0, currency };
    money.set(booking_id, known);
    return known;
  };
  for (const { payment_intent, currency, paid, amount } of store.list<Stripe.Charge>("stripe.charges")) if (paid) of(payment_intent, currency).charged += amount;
  for (const { payment_intent, currency, status, amount } of store.list<Stripe.Refund>("stripe.refunds")) if (status === "succeeded") of(payment_intent, currency).refunded += amount;
  return money;
}
