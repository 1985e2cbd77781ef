import { z } from "zod";
import { policy } from "@/lib/config/policy";
import { userRoute } from "@/lib/http/route";
import { addToPortfolio, orderPortfolio, uploadToPortfolio } from "@/lib/images/change-portfolio";
import { altSchema, publicIdSchema } from "@/lib/images/public-id";
import { uploadAttempts as rate } from "@/lib/images/quota";
import { sentFileSchema, uploadReader } from "@/lib/images/read-upload";
import { track } from "@/lib/integrations/analytics/track";

const body = z.union([z.strictObject({ file: sentFileSchema, alt: altSchema }), z.strictObject({ public_id: publicIdSchema, alt: altSchema })]);

/** A new picture at the end of the portfolio, or one that was uploaded before. */
export const POST = userRoute({ body, read: uploadReader("picture"), rate }, async ({ body, user, now }) => {
  if ("public_id" in body) return Response.json(await addToPortfolio({ ...body, user_id: user.id }, now), { status: 201 });
  const entry = await uploadToPortfolio({ ...body, user_id: user.id }, now);
  track("image_upload", user.id, { folder: "maestrohub/portfolio" });
  return Response.json(entry, { status: 201 });
});

const order = z.strictObject({ public_ids: z.array(publicIdSchema).max(policy.portfolio_pictures_max) });

/** Puts the pictures into the order of these public ids. */
export const PATCH = userRoute({ body: order }, async ({ body, user, now }) => Response.json({ portfolio: await orderPortfolio({ ...body, user_id: user.id }, now) }));
