import { getConsent } from "@/lib/consent/read-consent";
import { ConsentBanner } from "./consent-banner";

/** The question, for whoever has not answered it. */
export async function AskConsent() {
  const { is_to_be_asked } = await getConsent();
  return is_to_be_asked ? <ConsentBanner /> : null;
}
