import { calendarEntry } from "@/components/booking/calendar-links";
import { mailAddress } from "@/components/booking/mail-address";
import { requireOwnBooking } from "@/lib/bookings/read-own-bookings";
import { bookingInvite } from "@/lib/calendar/booking-invite";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** The calendar entry of a paid session, for its consumer: the same entry, by UID and SEQUENCE, as the one in the mail. */
export const GET = userRoute({ params }, async ({ params, user, now }) => {
  const booking = await requireOwnBooking({ ...params, consumer_ids: [user.id], now });
  if (booking.status !== "confirmed") throw new AppError("conflict", "There is a calendar entry once the session is booked.");

  const { app_url, resend } = env();
  const url = `${app_url}/bookings/${booking.id}`;
  const { title, details, location, starts_at, ends_at } = calendarEntry(booking, url);
  const file = bookingInvite({
    booking: { id: booking.id, version: booking.version, starts_at, ends_at },
    state: "confirmed",
    summary: title,
    description: details,
    location,
    url,
    organizer: { name: "MaestroHub", email: mailAddress(resend?.from ?? "") || `no-reply@${new URL(app_url).hostname}` },
    recipient: { name: user.name, email: user.email, timezone: booking.consumer_timezone },
    now,
  });
  return new Response(file.content, {
    headers: { "content-type": file.content_type, "content-disposition": `attachment; filename="${file.filename}"` },
  });
});
