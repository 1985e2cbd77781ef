import { packageParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { withdrawPackage } from "@/lib/packages/offer-package";

/** Takes an offer back; what was bought stays. */
export const DELETE = userRoute({ params }, async ({ params, user, now }) => {
  await withdrawPackage({ ...params, user, now });
  return new Response(null, { status: 204 });
});
