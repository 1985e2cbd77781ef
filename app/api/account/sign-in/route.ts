import { type SignInAnswer, signInSchema } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/sign-in";
import { userAgentOf } from "@/lib/auth/user-agent";
import { withCookies } from "@/lib/auth/with-cookies";
import { publicRoute } from "@/lib/http/route";

/** Against one password tried on many addresses; a school behind one address still gets in. */
const rate = { name: "sign-in", limit: 200, window_seconds: 15 * 60 };

export const POST = publicRoute({ body: signInSchema, rate }, async ({ body, request, now }) => {
  const { cookies, ...answer } = await signIn({ ...body, user_agent: userAgentOf(request.headers), now });
  return withCookies(Response.json(answer satisfies SignInAnswer), cookies);
});
