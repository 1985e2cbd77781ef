import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { publicIdSchema } from "@/lib/images/public-id";
import { uploadAttempts as rate } from "@/lib/images/quota";
import { sentFileSchema, uploadReader } from "@/lib/images/read-upload";
import { chooseProfilePicture, removeProfilePicture, uploadProfilePicture } from "@/lib/images/set-profile-picture";
import { toImageView } from "@/lib/images/view";
import { track } from "@/lib/integrations/analytics/track";

const body = z.union([z.strictObject({ file: sentFileSchema }), z.strictObject({ public_id: publicIdSchema })]);

/** A new picture, or one that was uploaded before. */
export const PUT = userRoute({ body, read: uploadReader("picture"), rate }, async ({ body, user, now }) => {
  if ("public_id" in body) return Response.json(toImageView(await chooseProfilePicture({ ...body, user_id: user.id }, now)));
  const image = await uploadProfilePicture({ ...body, user_id: user.id }, now);
  track("image_upload", user.id, { folder: image.folder });
  return Response.json(toImageView(image));
});

export const DELETE = userRoute({}, async ({ user, now }) => {
  await removeProfilePicture(user.id, now);
  return new Response(null, { status: 204 });
});
