import { enableTwoFactorSchema } from "@/lib/auth/schema";
import { sessionHeaders } from "@/lib/auth/session-headers";
import { beginTwoFactor } from "@/lib/auth/set-up-two-factor";
import { userRoute } from "@/lib/http/route";

const rate = { name: "two-factor-enable", limit: 20, window_seconds: 60 * 60 };

export const POST = userRoute({ body: enableTwoFactorSchema, rate }, async ({ body, user, request, now }) =>
  Response.json(await beginTwoFactor({ ...body, user, headers: sessionHeaders(request.headers), now })),
);
