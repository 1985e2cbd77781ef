import { requestPasswordReset } from "@/lib/auth/reset-password";
import { forgotPasswordSchema } from "@/lib/auth/schema";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "forgot-password", limit: 60, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: forgotPasswordSchema, rate }, async ({ body, now }) => {
  await requestPasswordReset(body.email, now);
  return Response.json({ message: "If there is an account for this address, a mail with a link is on its way." }, { status: 202 });
});
