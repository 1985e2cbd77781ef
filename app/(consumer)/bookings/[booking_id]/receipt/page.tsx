import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ReceiptSheet } from "@/components/booking/receipt-sheet";
import { requireUser } from "@/lib/auth/session";
import { findReceipt } from "@/lib/receipts/read-receipt";
import { receiptWords } from "@/lib/receipts/words";

export const metadata: Metadata = { title: "Receipt", robots: { index: false } };

export default async function ReceiptPage({ params }: { params: Promise<{ booking_id: string }> }) {
  const { booking_id } = await params;
  const user = await requireUser({ next: `/bookings/${booking_id}/receipt` });
  const receipt = await findReceipt({ booking_id, viewer: user });
  if (!receipt) notFound();
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6">
      {user.role !== "admin" && (
        <Link href={`/bookings/${booking_id}`} className="link self-start text-sm print:hidden">
          Back to the session
        </Link>
      )}
      <ReceiptSheet words={receiptWords(receipt)} pdfHref={`/bookings/${booking_id}/receipt.pdf`} />
    </div>
  );
}
