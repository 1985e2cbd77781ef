import { chooseConsent } from "@/lib/consent/choose-consent";
import { consentSchema } from "@/lib/consent/schema";
import { publicRoute } from "@/lib/http/route";

/** A school behind one address may all choose in one lesson. */
const rate = { name: "consent", limit: 600, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: consentSchema, rate }, async ({ body, user, request, now }) => {
  const { consent, cookie } = await chooseConsent({ ...body, user, headers: request.headers, now });
  return Response.json(consent, { headers: { "set-cookie": cookie } });
});
