import { getConsent } from "@/lib/consent/read-consent";
import { ConsentBanner } from "./consent-banner";

/** The question, for whoever has not answered it; it stays in its place afterwards, since the thanks hold the focus. */
export async function AskConsent() {
  const { is_to_be_asked } = await getConsent();
  return <ConsentBanner isAsked={is_to_be_asked} />;
}
