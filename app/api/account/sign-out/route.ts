import { auth } from "@/lib/auth/auth";
import { withCookies } from "@/lib/auth/with-cookies";
import { nextVisitorCookie } from "@/lib/consent/choose-consent";
import { publicRoute } from "@/lib/http/route";

/** Ends the session in the database too, so a copied cookie is worth nothing; without a session it is done already. */
export const POST = publicRoute({}, async ({ request }) => {
  const cookie = request.headers.get("cookie") ?? "";
  const { headers } = await auth().api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
  const visitor = nextVisitorCookie(cookie);
  return withCookies(Response.json({ signed_out: true }), [...headers.getSetCookie(), ...(visitor ? [visitor] : [])]);
});
