import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { folderSchema } from "@/lib/images/public-id";
import { uploadAttempts as rate } from "@/lib/images/quota";
import { sentFileSchema, uploadReader } from "@/lib/images/read-upload";
import { uploadImage } from "@/lib/images/upload-image";
import { toImageView } from "@/lib/images/view";
import { track } from "@/lib/integrations/analytics/track";

const body = z.strictObject({ file: sentFileSchema, folder: folderSchema });

export const POST = userRoute({ body, read: uploadReader("document"), rate }, async ({ body, user, now }) => {
  const image = await uploadImage({ ...body, user_id: user.id }, now);
  track("image_upload", user.id, { folder: image.folder });
  return Response.json(toImageView(image), { status: 201 });
});
