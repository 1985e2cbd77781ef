import { z } from "zod";
import { isTimeZone } from "@/lib/core/format-time";
import { purchaseParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { viewerZoneOf } from "@/lib/http/viewer";
import { bookWithPackage } from "@/lib/packages/book-with-package";

const body = z.strictObject({
  starts_at: z.iso.datetime().transform((text) => new Date(text)),
  subject: z.string().max(80).optional(),
  timezone: z.string().refine(isTimeZone).optional(),
});

/** Books a session from one's own package: 201, confirmed. 409 where no session is left, or with the nearest free times where the time is taken. */
export const POST = userRoute({ params, body, rate: { name: "book-package", limit: 60, window_seconds: 60 } }, async ({ request, params, body, user, now }) => {
  const { timezone, ...wanted } = body;
  const consumer_timezone = timezone ?? viewerZoneOf(request) ?? user.timezone;
  const { _id: id, status } = await bookWithPackage({ ...params, ...wanted, user, consumer_timezone, now });
  return Response.json({ id, status, booking_path: `/bookings/${id}` }, { status: 201 });
});
