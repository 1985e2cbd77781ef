import { userRoute } from "@/lib/http/route";
import { beginAddingCard } from "@/lib/payment-methods/add-card";

/** Few an hour: whoever tries stolen numbers would try many. */
export const POST = userRoute({ rate: { name: "add-card", limit: 20, window_seconds: 3_600 } }, async ({ user }) =>
  Response.json(await beginAddingCard(user.id), { status: 201 }),
);
