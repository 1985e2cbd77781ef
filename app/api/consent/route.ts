import { withCookies } from "@/lib/auth/with-cookies";
import { chooseConsent } from "@/lib/consent/choose-consent";
import { consentSchema } from "@/lib/consent/schema";
import { publicRoute } from "@/lib/http/route";
import { introduce } from "@/lib/integrations/analytics/track";

/** A school behind one address may all choose in one lesson. */
const rate = { name: "consent", limit: 600, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: consentSchema, rate }, async ({ body, user, request, now }) => {
  const { consent, cookies } = await chooseConsent({ ...body, user, headers: request.headers, now });
  if (user && consent.statistics) introduce(user.id);
  return withCookies(Response.json(consent), cookies);
});
