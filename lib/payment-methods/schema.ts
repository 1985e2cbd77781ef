import { z } from "zod";

/** Stripe's id of a saved card. */
export const savedCardId = z.string().regex(/^pm_\w{3,120}$/);

export const savedCardParams = z.object({ payment_method_id: savedCardId });
