import { purchaseParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { endPackage } from "@/lib/packages/end-package";
import { endSchema as body } from "@/lib/packages/end-schema";

/** Its coach ends a sold package: the client gets each unused session's part back. */
export const POST = userRoute({ params, body, rate: { name: "end-package", limit: 60, window_seconds: 60 } }, async ({ params, body, user, now }) =>
  Response.json(await endPackage({ ...params, ...body, user, by: "coach", now })),
);
