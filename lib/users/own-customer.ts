import "server-only";
import { AppError } from "@/lib/core/errors";
import { createCustomer } from "@/lib/integrations/stripe/customers";
import { findUser, giveStripeCustomer } from "./store";

/**
 * The person's one customer at Stripe, made on the first need (a card that is kept, a sponsorship) and kept: the key there makes calls at
 * once share one, the conditional write here keeps the first, and `users {stripe_customer_id}` is unique, so that no two people share one.
 */
export async function ownCustomer(userId: string): Promise<string> {
  const user = await findUser(userId);
  if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
  if (user.stripe_customer_id) return user.stripe_customer_id;
  const made = await createCustomer({ user_id: user._id, email: user.email, name: user.name });
  return giveStripeCustomer({ user_id: userId, customer_id: made });
}
