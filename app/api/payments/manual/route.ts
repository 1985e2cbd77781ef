import { AppError } from "@/lib/core/errors";
import { adminRoute } from "@/lib/http/route";
import { manualPaymentBody } from "@/lib/manual-payments/schema";
import { recordManualPayment } from "@/lib/manual-payments/record-manual-payment";

/** Records money taken or given back outside Stripe. The header Idempotency-Key makes repeated requests one. */
export const POST = adminRoute({ body: manualPaymentBody, rate: { name: "manual-payment", limit: 60, window_seconds: 60 } }, async ({ request, body, user, now }) => {
  const { manual, is_new } = await recordManualPayment({ ...body, key: readKey(request), admin: user, now });
  const { _id: id, booking_id, direction, amount, currency, status } = manual;
  return Response.json({ id, booking_id, direction, amount, currency, status }, { status: is_new ? 201 : 200 });
});

function readKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key !== null && !/^[\w-]{8,100}$/.test(key)) throw new AppError("invalid", "The header Idempotency-Key has 8 to 100 letters, digits, _ and -. Nothing was recorded.");
  return key;
}
