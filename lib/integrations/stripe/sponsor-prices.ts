import "server-only";
import Stripe from "stripe";
import { type SponsorshipCurrency, sponsorshipCurrencies, sponsorshipPrices } from "@/lib/config/policy";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

export interface WantedPrice {
  /** What we find it by at Stripe: https://docs.stripe.com/products-prices/manage-prices#lookup-keys */
  lookup_key: string;
  weeks: number;
  currency: SponsorshipCurrency;
  amount: number;
}

export const wantedPrices: WantedPrice[] = sponsorshipCurrencies.flatMap((currency) =>
  sponsorshipPrices.map(({ weeks, ...amounts }) => ({ lookup_key: `sponsorship_${currency}_${weeks}w`, weeks, currency, amount: amounts[currency] })),
);

const product_id = "maestrohub_sponsorship";

/** The id of the price at Stripe; null where it is missing there or says something else than lib/config/policy.ts. */
export async function findSponsorPrice(wanted: Pick<WantedPrice, "weeks" | "currency">): Promise<string | null> {
  const price = wantedPrices.find(({ weeks, currency }) => weeks === wanted.weeks && currency === wanted.currency);
  if (!price) return null;
  const found = await callProvider({ provider: "stripe", operation: "findSponsorPrice", ids: { lookup_key: price.lookup_key } }, () => listPrices(stripe(), [price]));
  return found.get(price.lookup_key) ?? null;
}

/** Which prices Stripe lacks; asked by the status page with a client of its own. */
export async function missingPrices(client: Stripe): Promise<WantedPrice[]> {
  const found = await listPrices(client, wantedPrices);
  return wantedPrices.filter(({ lookup_key }) => !found.has(lookup_key));
}

export interface PriceOutcome {
  lookup_key: string;
  did: "made" | "was there";
}

/**
 * Makes the product and the prices that are missing. May be run again and by several at once: the product's id and each lookup key are
 * unique at Stripe. An amount that was changed in the policy is a new price, which takes the key over; who pays the old one goes on with it.
 */
export async function ensureSponsorPrices(client = stripe()): Promise<PriceOutcome[]> {
  return callProvider({ provider: "stripe", operation: "ensureSponsorPrices" }, async () => {
    await ensureProduct(client);
    const missing = await missingPrices(client);
    for (const price of missing) await makePrice(client, price);
    return wantedPrices.map(({ lookup_key }) => ({ lookup_key, did: missing.some((price) => price.lookup_key === lookup_key) ? "made" : "was there" }));
  });
}

async function ensureProduct(client: Stripe): Promise<void> {
  const product = { id: product_id, name: "Sponsored coach", description: "A place above the results of searches that the coach fits, labelled as sponsored." };
  await client.products.create(product).catch(ignoreMade);
}

async function makePrice(client: Stripe, wanted: WantedPrice): Promise<void> {
  const { lookup_key, weeks, currency, amount } = wanted;
  const recurring = { interval: "week" as const, interval_count: weeks };
  const price = { product: product_id, currency, unit_amount: amount, recurring, lookup_key, nickname: `Sponsored for ${weeks} ${weeks === 1 ? "week" : "weeks"}` };
  try {
    await client.prices.create(price);
  } catch (error) {
    ignoreMade(error);
    // Somebody else made it just now, or another amount has the key.
    const found = await listPrices(client, [wanted]);
    if (!found.has(lookup_key)) await client.prices.create({ ...price, transfer_lookup_key: true });
  }
}

/** Stripe takes ten keys at a time. */
async function listPrices(client: Stripe, wanted: WantedPrice[]): Promise<Map<string, string>> {
  const lists = await Promise.all(
    sponsorshipCurrencies.map((currency) => {
      const lookup_keys = wanted.filter((price) => price.currency === currency).map(({ lookup_key }) => lookup_key);
      return lookup_keys.length > 0 ? client.prices.list({ lookup_keys, active: true, limit: 100 }) : { data: [] };
    }),
  );
  const right = lists.flatMap(({ data }) => data).filter((price) => wanted.some((each) => saysTheSame(price, each)));
  return new Map(right.map(({ lookup_key, id }) => [lookup_key ?? "", id]));
}

function saysTheSame({ lookup_key, unit_amount, currency, recurring }: Stripe.Price, wanted: WantedPrice): boolean {
  const isSame = lookup_key === wanted.lookup_key && unit_amount === wanted.amount && currency === wanted.currency;
  return isSame && recurring?.interval === "week" && recurring.interval_count === wanted.weeks;
}

function ignoreMade(error: unknown): void {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_already_exists")) throw error;
}
