import "server-only";
import { Agent } from "node:http";
import type { v2 } from "cloudinary";
import { env, type Env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";

type Cloudinary = typeof v2;

let emulatorAgent: Agent | null = null;

/**
 * The SDK, loaded when it is first needed, and what every call of it must be given: said with each call, because the SDK
 * would otherwise read an environment variable of its own. Throws `unavailable` where Cloudinary is not set up.
 */
export async function cloudinary(): Promise<{ sdk: Cloudinary; options: CallOptions }> {
  const config = env().cloudinary;
  if (!config) throw new AppError("unavailable", "Cloudinary is not set up here.");
  const { v2: sdk } = await import("cloudinary");
  return { sdk, options: callOptions(config) };
}

interface CallOptions {
  cloud_name: string;
  api_key: string;
  api_secret: string;
  /** Within a worker's lease. */
  timeout: number;
  upload_prefix?: string;
  agent?: Agent;
}

function callOptions({ cloud_name, api_key, api_secret, upload_prefix }: NonNullable<Env["cloudinary"]>): CallOptions {
  const options = { cloud_name, api_key, api_secret, timeout: 10_000 };
  if (!upload_prefix) return options;
  // The SDK speaks https whatever the address says, unless it is handed an agent that does not.
  emulatorAgent ??= new Agent();
  return { ...options, upload_prefix, agent: emulatorAgent };
}
