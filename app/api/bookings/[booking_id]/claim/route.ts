import { claimHold } from "@/lib/bookings/claim-hold";
import { findGuestId } from "@/lib/bookings/guest";
import { bookingParams as params } from "@/lib/http/booking-params";
import { userRoute } from "@/lib/http/route";

/** Hands a visitor's hold to the account that they just made. */
export const POST = userRoute({ params }, async ({ request, params, user, now }) => {
  await claimHold({ ...params, guest_id: findGuestId(request.headers.get("cookie")), user, now });
  return new Response(null, { status: 204 });
});
