import { z } from "zod";
import { findGuestId, guestCookieHeader } from "@/lib/bookings/guest";
import { holdBooking } from "@/lib/bookings/hold-booking";
import { env } from "@/lib/config/env";
import { isTimeZone } from "@/lib/core/format-time";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { publicRoute } from "@/lib/http/route";
import { clientAddress } from "@/lib/http/origin";
import { takeFromRate } from "@/lib/rate-limits/take";
import { viewerZoneOf } from "@/lib/http/viewer";
import { track } from "@/lib/integrations/analytics/track";

const body = z.strictObject({
  tutor_id: z.string().regex(/^tutor_[\w-]{1,60}$/),
  starts_at: z.iso.datetime().transform((text) => new Date(text)),
  duration_minutes: z.int().positive(),
  subject: z.string().max(80).optional(),
  is_trial: z.boolean().optional(),
  timezone: z.string().refine(isTimeZone).optional(),
});

/** A visitor costs nothing to make, so their holds are counted by address. */
const visitorHolds = { name: "visitor-holds", limit: 30, window_seconds: 600 };

/** Takes a time: 201 with the hold, 200 where it was held by the caller before, 409 with the nearest free times. */
export const POST = publicRoute({ body, rate: { name: "hold", limit: 300, window_seconds: 60 } }, async ({ request, body, user, now }) => {
  const guest_id = user ? null : (findGuestId(request.headers.get("cookie")) ?? newId("guest"));
  if (guest_id && !(await takeFromRate(visitorHolds, clientAddress(request), now))) {
    throw new AppError("rate_limited", "Many times were taken from here just now. Sign in to go on, or wait a few minutes.");
  }
  const consumer_id = user?.id ?? guest_id ?? "";
  const consumer_timezone = body.timezone ?? viewerZoneOf(request) ?? user?.timezone ?? "America/New_York";
  const { booking, resumed } = await holdBooking({ ...body, consumer_id, consumer_timezone, consumer_market_id: user?.market_id ?? null }, now);
  if (!resumed) track("time_selected", consumer_id, { coach_id: booking.tutor_id });
  return Response.json(
    { id: booking._id, status: booking.status, hold_expires_at: booking.hold_expires_at, checkout_path: `/checkout/${booking._id}` },
    { status: resumed ? 200 : 201, headers: guest_id ? { "set-cookie": guestCookieHeader(guest_id, env().app_url.startsWith("https:")) } : {} },
  );
});
