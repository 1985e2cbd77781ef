import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { confirmPayment } from "@/lib/payments/confirm-payment";

const body = z.strictObject({ payment_intent_id: z.string().max(120) });

export const POST = userRoute({ body, rate: { name: "confirm", limit: 120, window_seconds: 60 } }, async ({ body, user, now }) =>
  Response.json(await confirmPayment({ ...body, user_id: user.id, now })),
);
