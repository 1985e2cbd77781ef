import { z } from "zod";
import { savedCardId } from "@/lib/payment-methods/schema";

/** POST /api/payments/create-intent. Strict: a price, an amount, a currency or a customer in the body is refused, they are ours to say. */
export const createIntentBody = z
  .strictObject({
    booking_id: z.string().max(60),
    save_card: z.boolean().optional(),
    payment_method_id: savedCardId.optional(),
  })
  .refine(({ save_card, payment_method_id }) => !(save_card && payment_method_id), {
    path: ["save_card"],
    message: "A card that is saved already cannot be saved again.",
  });
