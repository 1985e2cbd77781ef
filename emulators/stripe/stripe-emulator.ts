import type { Emulator, EmulatorContext } from "../emulator.ts";

export function createStripeEmulator(context: EmulatorContext): Emulator {
  return {
    name: "stripe",
    handles: (pathname) => pathname.startsWith("/v1/"),
    respond: async () => ({ status: 501, body: { error: { message: `Not yet at ${context.base_url}.` } } }),
    reset: () => undefined,
  };
}
