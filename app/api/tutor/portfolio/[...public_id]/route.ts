import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { describePortfolioPicture, removeFromPortfolio } from "@/lib/images/change-portfolio";
import { altSchema, publicIdParams as params } from "@/lib/images/public-id";

const body = z.strictObject({ alt: altSchema });

export const PATCH = userRoute({ params, body }, async ({ params, body, user, now }) => {
  await describePortfolioPicture({ ...params, ...body, user_id: user.id }, now);
  return new Response(null, { status: 204 });
});

export const DELETE = userRoute({ params }, async ({ params, user, now }) => {
  await removeFromPortfolio({ ...params, user_id: user.id }, now);
  return new Response(null, { status: 204 });
});
