import { z } from "zod";
import { consumerIdsOf } from "@/lib/bookings/consumer-of";
import { requireOwnBooking } from "@/lib/bookings/read-own-bookings";
import { releaseHold, saveNote } from "@/lib/bookings/change-own-booking";
import { bookingParams as params } from "@/lib/http/booking-params";
import { publicRoute } from "@/lib/http/route";

/** The booking as its consumer sees it now; a page polls it while a bank is being asked. */
export const GET = publicRoute({ params }, async ({ request, params, user, now }) =>
  Response.json(await requireOwnBooking({ ...params, consumer_ids: consumerIdsOf(request, user), now })),
);

const body = z.strictObject({ note: z.string().trim().max(500).nullable() });

export const PATCH = publicRoute({ params, body }, async ({ request, params, body, user, now }) => {
  await saveNote({ ...params, consumer_ids: consumerIdsOf(request, user), note: body.note || null, now });
  return new Response(null, { status: 204 });
});

/** Lets a held time go. */
export const DELETE = publicRoute({ params }, async ({ request, params, user, now }) => {
  await releaseHold({ ...params, consumer_ids: consumerIdsOf(request, user), now });
  return new Response(null, { status: 204 });
});
