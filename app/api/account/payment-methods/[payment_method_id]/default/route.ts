import { userRoute } from "@/lib/http/route";
import { chooseDefaultCard } from "@/lib/payment-methods/choose-default-card";
import { savedCardParams as params } from "@/lib/payment-methods/schema";

export const POST = userRoute({ params, rate: { name: "change-card", limit: 60, window_seconds: 60 } }, async ({ params, user, now }) => {
  await chooseDefaultCard({ user_id: user.id, card_id: params.payment_method_id, now });
  return new Response(null, { status: 204 });
});
