import type { BrowserEvent, BrowserEvents } from "@/lib/integrations/analytics/events";
import type { Counting } from "@/lib/integrations/analytics/read-counting";

/** To Mixpanel, and to our own count. Nobody waits for either, and a failure is nobody's business. */
export function sendStep<E extends BrowserEvent>(counting: Counting, event: E, properties: BrowserEvents[E] | Record<string, string>): void {
  void mixpanel(counting).then((sdk) => sdk?.track(event, { ...properties }), ignore);
  const headers = { "content-type": "application/json" };
  void fetch("/api/analytics/steps", { method: "POST", keepalive: true, headers, body: JSON.stringify({ event, properties }) }).catch(ignore);
}

type Sdk = typeof import("mixpanel-browser/dist/mixpanel-core.cjs").default;

let started: Promise<Sdk | null> | null = null;

/** Without its recorder, which would be four times as large. */
function mixpanel({ mixpanel: project, person, device, is_signed_in }: Counting): Promise<Sdk | null> {
  started ??= project ? start(project) : Promise.resolve(null);
  return started.then((sdk) => {
    sdk?.register({ distinct_id: person, $device_id: device ?? person, ...(is_signed_in && { $user_id: person }) });
    return sdk;
  });
}

async function start({ token, api_host }: { token: string; api_host: string }): Promise<Sdk> {
  const { default: sdk } = await import("mixpanel-browser/dist/mixpanel-core.cjs");
  sdk.init(token, {
    api_host,
    // Who it is says the server, on every page: nothing is kept here.
    disable_persistence: true,
    save_referrer: false,
    ip: false,
    // An address may carry what opens something.
    property_blacklist: ["$current_url", "$referrer", "$referring_domain", "$initial_referrer", "$initial_referring_domain", "current_page_title", "current_url_search"],
    // The choice was made before this, and obeys the browser's own no already.
    ignore_dnt: true,
  });
  return sdk;
}

function ignore(): void {
  // Blocked, offline or leaving: the step is not counted.
}
