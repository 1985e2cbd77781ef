import { disableTwoFactor } from "@/lib/auth/guard-two-factor";
import { guardTwoFactorSchema } from "@/lib/auth/schema";
import { sessionHeaders } from "@/lib/auth/session-headers";
import { withCookies } from "@/lib/auth/with-cookies";
import { userRoute } from "@/lib/http/route";

const rate = { name: "two-factor-disable", limit: 20, window_seconds: 60 * 60 };

export const POST = userRoute({ body: guardTwoFactorSchema, rate }, async ({ body, user, request, now }) => {
  const cookies = await disableTwoFactor({ ...body, user, headers: sessionHeaders(request.headers), now });
  return withCookies(Response.json({ two_factor_enabled: false }), cookies);
});
