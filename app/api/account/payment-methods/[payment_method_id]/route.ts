import { userRoute } from "@/lib/http/route";
import { removeCard } from "@/lib/payment-methods/remove-card";
import { savedCardParams as params } from "@/lib/payment-methods/schema";

export const DELETE = userRoute({ params, rate: { name: "change-card", limit: 60, window_seconds: 60 } }, async ({ params, user }) => {
  await removeCard({ user_id: user.id, card_id: params.payment_method_id });
  return new Response(null, { status: 204 });
});
