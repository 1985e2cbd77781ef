import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReceiptSheet } from "@/components/booking/receipt-sheet";
import { requireUser } from "@/lib/auth/session";
import { findReceipt } from "@/lib/receipts/read-receipt";

export const metadata: Metadata = { title: "Receipt", robots: { index: false } };

export default async function PackageReceiptPage({ params }: { params: Promise<{ purchase_id: string }> }) {
  const { purchase_id } = await params;
  const user = await requireUser({ next: `/packages/${purchase_id}/receipt` });
  const receipt = await findReceipt({ booking_id: purchase_id, viewer: user });
  if (!receipt) notFound();
  return <ReceiptSheet receipt={receipt} back={user.role === "admin" ? null : "Back to the package"} />;
}
