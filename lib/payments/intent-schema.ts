import { z } from "zod";
import { savedCardId } from "@/lib/payment-methods/schema";

/**
 * POST /api/payments/create-intent. Strict: a price, an amount, a currency or a customer in the body is refused, they are ours to say:
 * they come from the booking or from the package's order.
 */
export const createIntentBody = z
  .strictObject({
    booking_id: z.string().max(60).optional(),
    package_purchase_id: z.string().max(60).optional(),
    save_card: z.boolean().optional(),
    payment_method_id: savedCardId.optional(),
  })
  .refine(({ booking_id, package_purchase_id }) => (booking_id === undefined) !== (package_purchase_id === undefined), {
    path: ["booking_id"],
    message: "Name a booking or a package.",
  })
  .refine(({ save_card, payment_method_id }) => !(save_card && payment_method_id), {
    path: ["save_card"],
    message: "A card that is saved already cannot be saved again.",
  });
