import type { Evidence } from "../evidence.ts";
import type { Session } from "../story.ts";

/** Per booking: Stripe has taken the price once or nothing, has given back what is owed, and our books say the same. */
export function moneyProblems(evidence: Evidence): string[] {
  const { story, stripe, payments, bookings, refunds } = evidence;
  const known = new Set(story.sessions.map(({ booking_id }) => booking_id));
  const strangers = [...stripe.keys()].filter((id) => !known.has(id)).map((id) => `Stripe has money for ${id || "no booking"}, of which nobody tells`);
  return [
    ...strangers,
    ...story.sessions.flatMap((session) => {
      const { booking_id, price, currency } = session;
      const name = `session ${session.number}`;
      const atStripe = stripe.get(booking_id) ?? { charged: 0, refunded: 0, currency };
      const payment = payments.get(booking_id);
      const booking = bookings.get(booking_id);
      const owed = { charged: wasPaid(session) ? price : 0, refunded: refundOf(session) };
      const ordered = refunds.filter((refund) => refund.booking_id === booking_id);
      const given = ordered.filter(({ status }) => status === "succeeded").reduce((sum, { amount }) => sum + amount, 0);
      const held = atStripe.charged - atStripe.refunded;
      const claims: [boolean, string][] = [
        [atStripe.charged === owed.charged, `${name}: Stripe took ${atStripe.charged}, not ${owed.charged}`],
        [atStripe.refunded === owed.refunded, `${name}: Stripe gave back ${atStripe.refunded}, not ${owed.refunded}`],
        [atStripe.currency === currency, `${name}: Stripe took ${atStripe.currency}, not ${currency}`],
        [held >= 0 && owed.charged === atStripe.refunded + held, `${name}: ${owed.charged} is not ${atStripe.refunded} given back and ${held} held`],
        [given === atStripe.refunded && given === ordered.reduce((sum, { amount }) => sum + amount, 0), `${name}: our refunds say ${given}, Stripe ${atStripe.refunded}`],
        [owed.charged === 0 || (payment?.amount === price && payment.paid_at !== null && (payment.refund_amount ?? 0) === atStripe.refunded), `${name}: our payment does not say what Stripe says`],
        [booking !== undefined && booking.fee_amount + booking.tutor_amount === price && booking.price === price, `${name}: fee and share are not the price`],
        [booking !== undefined && booking.fee_amount === Math.floor(price / 10 + 0.5), `${name}: the fee is not a tenth, rounded half up`],
      ];
      return claims.filter(([isTrue]) => !isTrue).map(([, words]) => words);
    }),
  ];
}

function wasPaid({ booked_at, lost_at }: Session): boolean {
  return booked_at !== undefined || lost_at !== undefined;
}

function refundOf({ lost_at, canceled, decided, price }: Session): number {
  return lost_at ? price : (canceled?.refund ?? decided?.refund ?? 0);
}
