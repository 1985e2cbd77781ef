import { resendVerification } from "@/lib/auth/verify-email";
import { userRoute } from "@/lib/http/route";

const rate = { name: "resend-verification", limit: 3, window_seconds: 10 * 60 };

export const POST = userRoute({ rate }, async ({ user, request }) => {
  const cookie = request.headers.get("cookie") ?? "";
  await resendVerification(user, new Headers({ cookie }));
  return Response.json({ sent_to: user.email }, { status: 202 });
});
