import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BookingDetails } from "@/components/booking/booking-details";
import { sessionWords } from "@/components/booking/session-words";
import { requireUser } from "@/lib/auth/session";
import { findOwnBooking } from "@/lib/bookings/read-own-bookings";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { getViewerZone } from "@/lib/http/viewer";
import { readPartyTimeline } from "@/lib/ledger/read-booking-money";
import { findReceipt } from "@/lib/receipts/read-receipt";

export const metadata: Metadata = { title: "Your session", robots: { index: false } };

export default async function BookingPage({ params }: { params: Promise<{ booking_id: string }> }) {
  const { booking_id } = await params;
  const user = await requireUser({ next: `/bookings/${booking_id}` });
  const now = clockNow();
  const booking = await findOwnBooking({ booking_id, consumer_ids: [user.id], now });
  if (!booking) notFound();

  const [{ zone }, more_money, receipt] = await Promise.all([
    getViewerZone(),
    readPartyTimeline(booking_id, "client"),
    findReceipt({ booking_id, viewer: user }),
  ]);
  const { app_url } = env();
  return (
    <BookingDetails
      booking={booking}
      words={sessionWords(booking, { zone, now })}
      zone={zone}
      now={now}
      more_money={more_money}
      has_receipt={receipt !== null}
      page_url={`${app_url}/bookings/${booking_id}`}
    />
  );
}
