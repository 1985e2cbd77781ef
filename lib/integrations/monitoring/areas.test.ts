import { expect, it } from "vitest";
import { areaOf } from "./areas";

it.each([
  ["/api/payments/confirm", "payments"],
  ["/api/stripe/webhook", "payments"],
  ["/api/tutor/connect-stripe", "payments"],
  ["/checkout/[booking_id]", "payments"],
  ["/api/account/sign-in", "auth"],
  ["/account/security", "auth"],
  ["/sign-in", "auth"],
  ["/api/bookings/[booking_id]/claim", "bookings"],
  ["/coach/bookings/[booking_id]", "bookings"],
  ["/api/tutor/documents", "pictures"],
  ["/api/images/[...public_id]", "pictures"],
  ["/api/tutor/profile", "http"],
  ["/accounting", "pages"],
  ["/", "pages"],
])("%s belongs to %s", (path, area) => {
  expect(areaOf(path)).toBe(area);
});
