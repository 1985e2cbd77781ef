import { resetPassword } from "@/lib/auth/reset-password";
import { resetPasswordSchema } from "@/lib/auth/schema";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "reset-password", limit: 60, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: resetPasswordSchema, rate }, async ({ body, now }) => {
  await resetPassword({ ...body, now });
  return Response.json({ password_changed: true });
});
