import { parseArgs } from "node:util";
import { createCloudflareEmulator } from "./cloudflare/cloudflare-emulator.ts";
import { createCloudinaryEmulator } from "./cloudinary/cloudinary-emulator.ts";
import type { Emulator, EmulatorContext } from "./emulator.ts";
import { createInspector } from "./inspector/inspector.ts";
import { createLlmEmulator } from "./llm/llm-emulator.ts";
import { createMixpanelEmulator } from "./mixpanel/mixpanel-emulator.ts";
import { createNewRelicEmulator } from "./newrelic/newrelic-emulator.ts";
import { createResendEmulator } from "./resend/resend-emulator.ts";
import { createSentryEmulator } from "./sentry/sentry-emulator.ts";
import { startServer } from "./server.ts";
import { createStripeEmulator } from "./stripe/stripe-emulator.ts";

/** Every emulator, in the order in which they are asked whether they answer a path. */
const emulators: ((context: EmulatorContext) => Emulator)[] = [
  createStripeEmulator,
  createResendEmulator,
  createCloudinaryEmulator,
  createMixpanelEmulator,
  createSentryEmulator,
  createNewRelicEmulator,
  createLlmEmulator,
  createCloudflareEmulator,
  createInspector,
];

export function startEmulators({ port, data }: { port: number; data: string | null }) {
  return startServer({ port, data, emulators });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { port: { type: "string", default: "4010" }, data: { type: "string" } } });
  const running = await startEmulators({ port: Number(values.port), data: values.data ?? null });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void running.close().then(() => process.exit(0)));
  }
  console.log(`EMULATORS_URL=${running.url}`);
}
