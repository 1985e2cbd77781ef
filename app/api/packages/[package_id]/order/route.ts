import { packageParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { orderPackage } from "@/lib/packages/order-package";

/** Orders a package, or goes on with the order that is open: nothing is charged yet. No body: what it costs is the coach's to say. */
export const POST = userRoute({ params, rate: { name: "order-package", limit: 60, window_seconds: 60 } }, async ({ params, user, now }) => {
  const { _id: id, status } = await orderPackage({ ...params, user, now });
  return Response.json({ id, status, path: `/packages/${id}` }, { status: 201 });
});
