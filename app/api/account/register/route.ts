import { register } from "@/lib/auth/register";
import { registrationSchema } from "@/lib/auth/schema";
import { withCookies } from "@/lib/auth/with-cookies";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "register", limit: 60, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: registrationSchema, rate }, async ({ body, now }) => {
  const { user, cookies } = await register(body, now);
  return withCookies(Response.json({ user }, { status: 201 }), cookies);
});
