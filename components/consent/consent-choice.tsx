import { getConsent } from "@/lib/consent/read-consent";
import { ConsentSwitch } from "./consent-switch";

/** The choice as it stands, and the way to change it: on the privacy page and in the account. */
export async function ConsentChoice() {
  const { statistics, is_refused_by_browser } = await getConsent();
  if (is_refused_by_browser) {
    return (
      <p className="rounded-control bg-brand-tint px-4 py-3">
        Your browser asks every site not to count you (Global Privacy Control or Do Not Track). We take that as your no: nothing is counted, and there is
        nothing to choose.
      </p>
    );
  }
  return <ConsentSwitch key={String(statistics)} isAllowed={statistics} />;
}
