import "./load-env-file.ts";
import { startEmulators } from "./services.ts";

/** `npm run emulators`: all providers' emulators alone. */
const { url, stop } = await startEmulators({
  data_dir: ".data",
  emulators_port: Number(process.env.EMULATORS_PORT ?? 4010),
  webhook_url: process.env.STRIPE_WEBHOOK_URL ?? "http://127.0.0.1:3000/api/stripe/webhook",
});
console.log(`EMULATORS_URL=${url}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop().then(() => process.exit(0)));
