import "./load-env-file.ts";
import { ensureSponsorPrices } from "@/lib/integrations/stripe/sponsor-prices";

/** `npm run stripe:prices`: makes the sponsorships' product and prices at Stripe where they are missing; may be repeated. */
try {
  for (const { lookup_key, did } of await ensureSponsorPrices()) console.log(`${did.padEnd(9)} ${lookup_key}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
