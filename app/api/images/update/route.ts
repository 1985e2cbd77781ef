import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { publicIdSchema } from "@/lib/images/public-id";
import { uploadAttempts as rate } from "@/lib/images/quota";
import { sentFileSchema, uploadReader } from "@/lib/images/read-upload";
import { replaceImage } from "@/lib/images/replace-image";
import { toImageView } from "@/lib/images/view";
import { track } from "@/lib/integrations/analytics/track";

const body = z.strictObject({ file: sentFileSchema, public_id: publicIdSchema });

/** Other bytes for a picture that stays where it is shown. */
export const PUT = userRoute({ body, read: uploadReader("document"), rate }, async ({ body, user, now }) => {
  const image = await replaceImage({ ...body, owner_id: user.id }, now);
  track("image_upload", user.id, { folder: image.folder });
  return Response.json(toImageView(image));
});
