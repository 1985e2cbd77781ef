import { AppError } from "@/lib/core/errors";
import { purchaseParams as params } from "@/lib/http/package-params";
import { userRoute } from "@/lib/http/route";
import { findOwnPurchase } from "@/lib/packages/read-purchases";

/** One's own package, with what ending it now would give back. */
export const GET = userRoute({ params }, async ({ params, user, now }) => {
  const found = await findOwnPurchase({ ...params, user_id: user.id, now });
  if (!found) throw new AppError("not_found", "There is no such package.");
  return Response.json(found.purchase);
});
