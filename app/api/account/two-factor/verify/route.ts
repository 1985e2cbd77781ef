import { verifyTwoFactorSchema } from "@/lib/auth/schema";
import { verifyTwoFactor } from "@/lib/auth/verify-two-factor";
import { withCookies } from "@/lib/auth/with-cookies";
import { publicRoute } from "@/lib/http/route";

/** As signing in: a school behind one address gets in; guessing is stopped for each account by lib/auth/lock.ts. */
const rate = { name: "two-factor-verify", limit: 200, window_seconds: 15 * 60 };

export const POST = publicRoute({ body: verifyTwoFactorSchema, rate }, async ({ body, request, now }) => {
  const { user, cookies } = await verifyTwoFactor({ ...body, headers: request.headers, now });
  return withCookies(Response.json({ user }), cookies);
});
