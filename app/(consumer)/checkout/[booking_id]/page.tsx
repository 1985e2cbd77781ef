import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { Checkout } from "@/components/booking/checkout";
import { CheckoutHeader } from "@/components/booking/checkout-header";
import { isSettled } from "@/components/booking/follow-payment";
import { sessionWords } from "@/components/booking/session-words";
import { getSessionUser } from "@/lib/auth/session";
import { findGuestId } from "@/lib/bookings/guest";
import { findOwnBooking } from "@/lib/bookings/read-own-bookings";
import type { BookingView } from "@/lib/bookings/view";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { findPackageFor } from "@/lib/packages/read-purchases";
import { getViewerZone } from "@/lib/http/viewer";
import { listCardsToOffer } from "@/lib/payment-methods/list-own-cards";

export const metadata: Metadata = { title: "Checkout", robots: { index: false }, referrer: "strict-origin" };

interface CheckoutPageProps {
  params: Promise<{ booking_id: string }>;
  searchParams: Promise<{ payment_intent?: string | string[] }>;
}

export default async function CheckoutPage({ params, searchParams }: CheckoutPageProps) {
  const { booking_id } = await params;
  const { payment_intent } = await searchParams;
  const now = clockNow();
  const user = await getSessionUser();
  const own = user && (await findOwnBooking({ booking_id, consumer_ids: [user.id], now }));
  const booking = own ?? (await findVisitorsHold(booking_id, now));
  if (!booking) notFound();
  if (isSettled(booking)) redirect(`/bookings/${booking_id}`);

  const { stripe } = env();
  const [{ zone }, saved_cards] = await Promise.all([getViewerZone(), user && own && stripe ? listCardsToOffer({ user_id: user.id, now }) : []]);
  return (
    <>
      <CheckoutHeader note="Secure payment by Stripe" />
      <Checkout
        key={booking.id}
        booking={booking}
        words={sessionWords(booking, { zone, now })}
        zone={zone}
        server_now={now.toISOString()}
        user={user && { name: user.name, email: user.email }}
        is_own={own !== null}
        stripe={stripe && { publishable_key: stripe.publishable_key, emulator_url: stripe.emulator_url }}
        package_left={own && user ? await findPackageFor({ booking_id, consumer_id: user.id, now }) : null}
        saved_cards={saved_cards}
        returned_intent={typeof payment_intent === "string" ? payment_intent : null}
      />
    </>
  );
}

/** What this browser held before anybody signed in. */
async function findVisitorsHold(booking_id: string, now: Date): Promise<BookingView | null> {
  const guest_id = findGuestId((await headers()).get("cookie"));
  return guest_id ? findOwnBooking({ booking_id, consumer_ids: [guest_id], now }) : null;
}
