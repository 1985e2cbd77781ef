import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { track } from "@/lib/integrations/analytics/track";
import { createPackageIntent } from "@/lib/packages/create-package-intent";
import { createIntent } from "@/lib/payments/create-intent";

/** Strict: a price, an amount or a currency in the body is refused, they come from the booking or the package's order. */
const body = z
  .strictObject({ booking_id: z.string().max(60).optional(), package_purchase_id: z.string().max(60).optional() })
  .refine(({ booking_id, package_purchase_id }) => (booking_id === undefined) !== (package_purchase_id === undefined), { path: ["booking_id"], message: "Name a booking or a package." });

export const POST = userRoute({ body, rate: { name: "create-intent", limit: 60, window_seconds: 60 } }, async ({ body, user, now }) => {
  const { booking_id = "", package_purchase_id } = body;
  const order = { user_id: user.id, now };
  const { intent, amount } = package_purchase_id === undefined ? await createIntent({ booking_id, ...order }) : await createPackageIntent({ package_purchase_id, ...order });
  track("payment_started", user.id, { amount });
  return Response.json({ payment_intent_id: intent.id, client_secret: intent.client_secret });
});
