import { register } from "@/lib/auth/register";
import { registrationSchema } from "@/lib/auth/schema";
import { userAgentOf } from "@/lib/auth/user-agent";
import { withCookies } from "@/lib/auth/with-cookies";
import { keepVisitorsChoice } from "@/lib/consent/choose-consent";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "register", limit: 60, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: registrationSchema, rate }, async ({ body, request, now }) => {
  const { user, cookies } = await register({ ...body, user_agent: userAgentOf(request.headers) }, now);
  await keepVisitorsChoice({ user_id: user.id, headers: request.headers, now });
  return withCookies(Response.json({ user }, { status: 201 }), cookies);
});
