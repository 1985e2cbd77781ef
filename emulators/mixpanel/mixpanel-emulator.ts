import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { keepReceived } from "../received.ts";
import { engageAll } from "./engage.ts";
import { answer, faultAnswer, MixpanelRefusal } from "./errors.ts";
import { isVerbose, payloadText, readPayload } from "./payload.ts";
import { trackAll } from "./track.ts";

/**
 * Mixpanel's ingestion under /mixpanel, for the SDK of the server (`host` and `path`) and that of the browser (`api_host`).
 * Recordings, flags and groups are not emulated: they are 404, so that switching them on shows.
 */
export function createMixpanelEmulator(context: EmulatorContext): Emulator {
  async function respond(request: EmulatorRequest): Promise<EmulatorResponse> {
    if (request.method === "OPTIONS") return { status: 204 };
    const path = request.url.pathname.replace(/\/$/, "");
    const take = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
    if (!take) return { status: 404, body: { error: `There is no ${path} here.`, status: 0 } };
    if (!["GET", "POST"].includes(request.method)) return { status: 405, headers: { allow: "GET, POST" } };
    keepReceived(context, { emulator: "mixpanel", path, text: payloadText(request) });
    try {
      take(context, readPayload(request));
      return answer(null, isVerbose(request));
    } catch (error) {
      if (error instanceof MixpanelRefusal) return answer(error, isVerbose(request));
      throw error;
    }
  }

  return {
    name: "mixpanel",
    handles: (pathname) => pathname.startsWith("/mixpanel/"),
    async respond(request) {
      const response = await respond(request);
      return { ...response, headers: { ...response.headers, ...corsHeaders(request) } };
    },
    faultResponse: faultAnswer,
    reset: () => undefined,
  };
}

const endpoints: Record<string, (context: EmulatorContext, things: Record<string, unknown>[]) => void> = {
  "/mixpanel/track": trackAll,
  "/mixpanel/engage": engageAll,
};

/** The browser's SDK sends its cookies along, so the page's origin must be named. */
function corsHeaders({ headers }: EmulatorRequest): Record<string, string> {
  if (!headers.origin) return {};
  return {
    "access-control-allow-origin": headers.origin,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": "content-type",
    vary: "origin",
  };
}
