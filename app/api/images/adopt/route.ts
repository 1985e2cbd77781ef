import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { adoptUpload, partSchema, slotSchema } from "@/lib/images/direct-upload";
import { uploadAttempts as rate } from "@/lib/images/quota";
import { toImageView } from "@/lib/images/view";
import { track } from "@/lib/integrations/analytics/track";

const body = z.strictObject({ public_id: slotSchema, folder: z.enum(["maestrohub/profiles", "maestrohub/portfolio"]), part: partSchema.optional() });

/** The second half of an upload that went straight to Cloudinary. */
export const POST = userRoute({ body, rate }, async ({ body, user, now }) => {
  const image = await adoptUpload({ ...body, user_id: user.id }, now);
  track("image_upload", user.id, { folder: image.folder });
  return Response.json(toImageView(image), { status: 201 });
});
