import { register } from "@/lib/auth/register";
import { registrationSchema } from "@/lib/auth/schema";
import { userAgentOf } from "@/lib/auth/user-agent";
import { withCookies } from "@/lib/auth/with-cookies";
import { keepVisitorsChoice } from "@/lib/consent/choose-consent";
import { env } from "@/lib/config/env";
import { publicRoute } from "@/lib/http/route";
import { findInviteToken, noInviteCookieHeader } from "@/lib/invites/invite-cookie";
import { joinByInvite } from "@/lib/invites/join-by-invite";

const rate = { name: "register", limit: 60, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: registrationSchema, rate }, async ({ body, request, now }) => {
  const { user, cookies } = await register({ ...body, user_agent: userAgentOf(request.headers) }, now);
  await keepVisitorsChoice({ user_id: user.id, headers: request.headers, now });
  const token = findInviteToken(request.headers.get("cookie"));
  if (token) await joinByInvite({ token, user_id: user.id, now });
  return withCookies(Response.json({ user }, { status: 201 }), [...cookies, ...(token ? [noInviteCookieHeader(env().app_url.startsWith("https:"))] : [])]);
});
