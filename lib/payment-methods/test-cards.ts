import { aUser } from "@/lib/bookings/test-marketplace";
import { stripe } from "@/lib/integrations/stripe/client";
import type { UserDocument } from "@/lib/users/schema";
import { beginAddingCard } from "./add-card";

/** For tests: saves this test card for a person as the browser does, and answers Stripe's id of it. */
export async function aSavedCard(user_id: string, card = "pm_card_visa"): Promise<string> {
  const { client_secret } = await beginAddingCard(user_id);
  const intent = await stripe().setupIntents.confirm(client_secret.split("_secret_")[0] ?? "", {
    payment_method: card,
    return_url: "http://localhost:3000/account/payment-methods",
  });
  const id = typeof intent.payment_method === "string" ? intent.payment_method : (intent.payment_method?.id ?? "");
  await stripe().paymentMethods.update(id, { allow_redisplay: "always" });
  return id;
}

export async function aCardHolder(card = "pm_card_visa"): Promise<{ user: UserDocument; card_id: string }> {
  const user = await aUser();
  return { user, card_id: await aSavedCard(user._id, card) };
}
