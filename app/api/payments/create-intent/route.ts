import { userRoute } from "@/lib/http/route";
import { track } from "@/lib/integrations/analytics/track";
import { createIntent } from "@/lib/payments/create-intent";
import { createIntentBody as body } from "@/lib/payments/intent-schema";

export const POST = userRoute({ body, rate: { name: "create-intent", limit: 60, window_seconds: 60 } }, async ({ body, user, now }) => {
  const { intent, amount } = await createIntent({ ...body, user_id: user.id, now });
  track("payment_started", user.id, { amount });
  return Response.json({ payment_intent_id: intent.id, client_secret: intent.client_secret });
});
