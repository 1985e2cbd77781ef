import { userRoute } from "@/lib/http/route";
import { offerPackage } from "@/lib/packages/offer-package";
import { readOwnOffers } from "@/lib/packages/read-offers";
import { packageSchema as body } from "@/lib/packages/schema";

export const GET = userRoute({}, async ({ user, now }) => Response.json(await readOwnOffers({ user, now })));

/** Offers a package. Its price follows from the coach's price of that length. */
export const POST = userRoute({ body, rate: { name: "offer-package", limit: 60, window_seconds: 60 } }, async ({ body, user, now }) => {
  const { _id: id } = await offerPackage({ user, terms: body, now });
  return Response.json({ id }, { status: 201 });
});
