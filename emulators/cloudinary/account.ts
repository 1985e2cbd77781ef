import type { EmulatorContext } from "../emulator.ts";

/** The one product environment that the emulator knows; lib/config/env.ts names the same where no keys are set. */
export const cloud = { name: "emulator", api_key: "100000000000000", api_secret: "emulator-secret" } as const;

/** What Cloudinary's free plan takes: https://cloudinary.com/pricing/compare-plans */
export const limits = { file_bytes: 10 * 1024 * 1024, image_pixels: 25_000_000 } as const;

/** The base of what is `https://res.cloudinary.com/{cloud}` in life. */
export function deliveryBase({ base_url }: EmulatorContext): string {
  return `${base_url}/cloudinary/res/${cloud.name}`;
}
