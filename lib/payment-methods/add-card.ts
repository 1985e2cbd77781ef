import "server-only";
import { beginCardSetup } from "@/lib/integrations/stripe/saved-cards";
import { toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { ownCustomer } from "@/lib/users/own-customer";

/** The secret with which the browser saves one card for this person. The card itself never passes through here. */
export async function beginAddingCard(user_id: string): Promise<{ client_secret: string }> {
  try {
    return { client_secret: await beginCardSetup(await ownCustomer(user_id)) };
  } catch (error) {
    throw toPaymentError(error);
  }
}
