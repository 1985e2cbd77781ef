import { readJson } from "../control.ts";
import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { changeZone, entrypointView, readZone, settingViews, zone_id, zoneView } from "./zone.ts";

/**
 * The part of Cloudflare's API that tells whether a zone is set up, to be read only: /cloudflare/client/v4. No traffic runs
 * through it. Control: zone {status, name, settings, without_rules, bot_fight}.
 */
export function createCloudflareEmulator(context: EmulatorContext): Emulator {
  function answer(request: EmulatorRequest): EmulatorResponse {
    const token = /^Bearer (\S{20,})$/.exec(request.headers.authorization ?? "")?.[1];
    if (!token) return failure(400, 6003, "Invalid request headers");
    if (!/^[\w-]+$/.test(token)) return failure(401, 1000, "Invalid API Token");
    const path = request.url.pathname.slice("/cloudflare/client/v4/".length);
    if (request.method !== "GET") return failure(405, 10_405, "Method not allowed for this authentication scheme");
    if (path === "user/tokens/verify") return success({ id: "1", status: "active" });
    if (path === "zones") return success([readZone(context).name, null].includes(request.url.searchParams.get("name")) ? [zoneView(context)] : []);

    const [, id, rest = ""] = /^zones\/(\w+)\/?(.*)$/.exec(path) ?? [];
    if (id !== zone_id) return failure(404, 7003, `Could not route to /client/v4/${path}, perhaps your object identifier is invalid?`);
    if (rest === "") return success(zoneView(context));
    if (rest === "settings") return success(settingViews(context));
    if (rest === "bot_management") return success({ fight_mode: readZone(context).bot_fight, enable_js: false });
    const setting = settingViews(context).find((view) => rest === `settings/${view.id}`);
    if (setting) return success(setting);
    const phase = /^rulesets\/phases\/(\w+)\/entrypoint$/.exec(rest)?.[1];
    const entrypoint = phase ? entrypointView(context, phase) : null;
    return entrypoint
      ? success(entrypoint)
      : failure(404, phase ? 10_003 : 7003, phase ? "could not find entrypoint ruleset in the requested phase" : "Could not route");
  }

  return {
    name: "cloudflare",
    handles: (pathname) => pathname.startsWith("/cloudflare/"),
    respond: async (request) => answer(request),
    faultResponse: (status) =>
      failure(status, status === 429 ? 971 : 10_000, status === 429 ? "Please wait and consider throttling your request speed" : "Authentication error"),
    reset: () => undefined,
    control: async (path, request) =>
      path === "zone" && request.method === "POST" ? { status: 200, body: changeZone(context, readJson(request.body)) } : null,
  };
}

/** https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/ */
function success(result: object): EmulatorResponse {
  return { status: 200, body: { success: true, errors: [], messages: [], result } };
}

function failure(status: number, code: number, message: string): EmulatorResponse {
  return { status, headers: status === 429 ? { "retry-after": "5" } : {}, body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}
