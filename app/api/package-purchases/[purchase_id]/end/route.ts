import { purchaseParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { endPackage } from "@/lib/packages/end-package";
import { endSchema as body } from "@/lib/packages/end-schema";

/** Ends one's own package; 409 with `details.refund` where something else comes back by now. */
export const POST = userRoute({ params, body, rate: { name: "end-package", limit: 60, window_seconds: 60 } }, async ({ params, body, user, now }) =>
  Response.json(await endPackage({ ...params, ...body, user, by: "client", now })),
);
