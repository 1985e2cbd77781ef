import { confirmTwoFactorSchema } from "@/lib/auth/schema";
import { sessionHeaders } from "@/lib/auth/session-headers";
import { confirmTwoFactor } from "@/lib/auth/set-up-two-factor";
import { withCookies } from "@/lib/auth/with-cookies";
import { userRoute } from "@/lib/http/route";

const rate = { name: "two-factor-confirm", limit: 30, window_seconds: 60 * 60 };

export const POST = userRoute({ body: confirmTwoFactorSchema, rate }, async ({ body, user, request, now }) => {
  const { answer, cookies } = await confirmTwoFactor({ ...body, user, headers: sessionHeaders(request.headers), now });
  return withCookies(Response.json(answer), cookies);
});
