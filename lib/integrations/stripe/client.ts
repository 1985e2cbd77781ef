import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";

let client: Stripe | null = null;

/** The one Stripe client of this process; live, or at the emulator where no key is set. Throws `unavailable` without either. */
export function stripe(): Stripe {
  const config = env().stripe;
  if (!config) throw new AppError("unavailable", "Payments are not set up here yet, so nothing can be paid online.");
  client ??= new Stripe(config.secret_key, {
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
    appInfo: { name: "MaestroHub" },
    ...(config.emulator_url ? addressOf(config.emulator_url) : {}),
  });
  return client;
}

function addressOf(url: string): { protocol: "http"; host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { protocol: "http", host: hostname, port: Number(port) };
}
