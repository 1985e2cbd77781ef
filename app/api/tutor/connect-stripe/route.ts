import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { connectAccount } from "@/lib/payout-accounts/connect-account";

/** Answers the address of Stripe's onboarding page, to go to at once. Account and addresses are ours: the body is empty. */
export const POST = userRoute({ body: z.strictObject({}), rate: { name: "connect-stripe", limit: 20, window_seconds: 10 * 60 } }, async ({ user, now }) =>
  Response.json(await connectAccount({ user, now })),
);
