import { renewRecoveryCodes } from "@/lib/auth/guard-two-factor";
import { guardTwoFactorSchema } from "@/lib/auth/schema";
import { sessionHeaders } from "@/lib/auth/session-headers";
import { userRoute } from "@/lib/http/route";

const rate = { name: "recovery-codes", limit: 20, window_seconds: 60 * 60 };

export const POST = userRoute({ body: guardTwoFactorSchema, rate }, async ({ body, user, request, now }) =>
  Response.json(await renewRecoveryCodes({ ...body, user, headers: sessionHeaders(request.headers), now })),
);
