import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ReceiptSheet } from "@/components/booking/receipt-sheet";
import { requireUser } from "@/lib/auth/session";
import { findOwnBooking } from "@/lib/bookings/read-own-bookings";
import { clockNow } from "@/lib/clock/clock";
import { receiptPath } from "@/lib/receipts/paths";
import { findReceipt } from "@/lib/receipts/read-receipt";

export const metadata: Metadata = { title: "Receipt", robots: { index: false } };

export default async function ReceiptPage({ params }: { params: Promise<{ booking_id: string }> }) {
  const { booking_id } = await params;
  const user = await requireUser({ next: `/bookings/${booking_id}/receipt` });
  const receipt = await findReceipt({ booking_id, viewer: user });
  if (receipt) return <ReceiptSheet receipt={receipt} back={user.role === "admin" ? null : "Back to the session"} />;
  const booking = await findOwnBooking({ booking_id, consumer_ids: [user.id], now: clockNow() });
  // Of a session from a package, the package has the receipt.
  if (booking?.payment?.package_id) redirect(receiptPath(booking.payment.package_id));
  notFound();
}
