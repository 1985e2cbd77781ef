import { sessionHeaders } from "@/lib/auth/session-headers";
import { withCookies } from "@/lib/auth/with-cookies";
import { nextVisitorCookie } from "@/lib/consent/choose-consent";
import { userRoute } from "@/lib/http/route";
import { deleteAccount } from "@/lib/privacy/delete-account";
import { deleteAccountSchema } from "@/lib/privacy/schema";

const rate = { name: "account-delete", limit: 20, window_seconds: 60 * 60 };

/** An account that is gone does not come back. */
export const POST = userRoute({ body: deleteAccountSchema, rate }, async ({ body, user, request, now }) => {
  const { password, code, recovery_code } = body;
  const cookies = await deleteAccount({ password, code, recovery_code, user, headers: sessionHeaders(request.headers), now });
  const visitor = nextVisitorCookie(request.headers.get("cookie"));
  return withCookies(Response.json({ deleted: true }), [...cookies, ...(visitor ? [visitor] : [])]);
});
