import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TaughtSession } from "@/components/coach-room/taught-session";
import { requireRole } from "@/lib/auth/session";
import { findTaughtSession } from "@/lib/bookings/read-taught-sessions";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { getViewerZone } from "@/lib/http/viewer";
import { readPartyTimeline } from "@/lib/ledger/read-booking-money";

export const metadata: Metadata = { title: "A session with a client", robots: { index: false } };

export default async function TaughtSessionPage({ params }: { params: Promise<{ booking_id: string }> }) {
  const { booking_id } = await params;
  const user = await requireRole("tutor", { next: `/coach/bookings/${booking_id}` });
  const now = clockNow();
  const session = await findTaughtSession(booking_id, user.id, now);
  if (!session) notFound();
  const [{ zone }, money] = await Promise.all([getViewerZone(), readPartyTimeline(booking_id, "coach")]);
  return <TaughtSession session={session} money={money} zone={zone} now={now} pageUrl={`${env().app_url}/coach/bookings/${booking_id}`} />;
}
