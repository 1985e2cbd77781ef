import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";

export function serveStripeJs(request: EmulatorRequest, _base_url: string): EmulatorResponse {
  return { status: 404, body: { error: { message: `No ${request.url.pathname} yet.` } } };
}
