import { verifyEmailSchema } from "@/lib/auth/schema";
import { verifyEmail } from "@/lib/auth/verify-email";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "verify-email", limit: 60, window_seconds: 60 * 60 };

/** A POST, because mail scanners open every link: only the button on the page confirms. */
export const POST = publicRoute({ body: verifyEmailSchema, rate }, async ({ body, now }) => {
  await verifyEmail(body.token, now);
  return Response.json({ email_verified: true });
});
