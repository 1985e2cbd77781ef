import { userRoute } from "@/lib/http/route";
import { track } from "@/lib/integrations/analytics/track";
import { createPackageIntent } from "@/lib/packages/create-package-intent";
import { createIntent } from "@/lib/payments/create-intent";
import { createIntentBody as body } from "@/lib/payments/intent-schema";

export const POST = userRoute({ body, rate: { name: "create-intent", limit: 60, window_seconds: 60 } }, async ({ body, user, now }) => {
  const { booking_id = "", package_purchase_id, ...way } = body;
  const order = { ...way, user_id: user.id, now };
  const { intent, amount } =
    package_purchase_id === undefined ? await createIntent({ booking_id, ...order }) : await createPackageIntent({ package_purchase_id, ...order });
  track("payment_started", user.id, { amount });
  return Response.json({ payment_intent_id: intent.id, client_secret: intent.client_secret });
});
