import "server-only";
import { AppError } from "@/lib/core/errors";
import { createCustomer } from "@/lib/integrations/stripe/customers";
import { findUser, giveStripeCustomer } from "@/lib/users/store";

/** The person's customer at Stripe, made on the first need and kept; of two at once both get the same. */
export async function ownCustomer(userId: string): Promise<string> {
  const user = await findUser(userId);
  if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
  if (user.stripe_customer_id) return user.stripe_customer_id;
  const made = await createCustomer({ user_id: user._id, email: user.email, name: user.name });
  return giveStripeCustomer({ user_id: userId, customer_id: made });
}
