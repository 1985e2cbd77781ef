import { userRoute } from "@/lib/http/route";
import { buySponsorship } from "@/lib/sponsorships/buy-sponsorship";
import { buySchema as body } from "@/lib/sponsorships/schema";

/** → { sponsorship_id, checkout_url }: where the coach pays, at Stripe. */
export const POST = userRoute({ body, rate: { name: "sponsorship", limit: 30, window_seconds: 10 * 60 } }, async ({ user, body, now }) =>
  Response.json(await buySponsorship({ user, ...body, now }), { status: 201 }),
);
