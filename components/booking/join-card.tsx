import { MapPin, Video } from "lucide-react";
import { Card } from "@/components/ui/card";
import { buttonStyle } from "@/components/ui/button-style";
import type { BookingView } from "@/lib/bookings/view";

/** Where the two meet: the link, or that it is still to come; the place, where there is one. */
export function JoinCard({ booking, firstName }: { booking: BookingView; firstName: string }) {
  const isOnline = booking.modality !== "in_person";
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-h4">Where you meet</h2>
      {isOnline && booking.meeting_url && (
        <a href={booking.meeting_url} target="_blank" rel="noopener noreferrer" className={buttonStyle({ isWide: true })}>
          <Video aria-hidden="true" className="size-5" />
          Join the session
          <span className="sr-only"> (opens in a new tab)</span>
        </a>
      )}
      {isOnline && !booking.meeting_url && <p className="text-quiet">Online. The link appears here when {firstName} adds it.</p>}
      {booking.place && (
        <p className="flex gap-2">
          <MapPin aria-hidden="true" className="mt-0.5 size-5 shrink-0 stroke-[1.5]" />
          <span>
            {booking.modality === "hybrid" && "Or in person: "}
            {booking.place}
          </span>
        </p>
      )}
      {!isOnline && !booking.place && <p className="text-quiet">In person. The place appears here when {firstName} adds it.</p>}
    </Card>
  );
}
