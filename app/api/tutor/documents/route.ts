import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { uploadDocument } from "@/lib/images/change-documents";
import { uploadAttempts as rate } from "@/lib/images/quota";
import { sentFileSchema, uploadReader } from "@/lib/images/read-upload";
import { track } from "@/lib/integrations/analytics/track";

const body = z.strictObject({ file: sentFileSchema });

/** A PDF for the admins who decide about the coach. It is read at /api/images/{public_id}. */
export const POST = userRoute({ body, read: uploadReader("document"), rate }, async ({ body, user, now }) => {
  const entry = await uploadDocument({ ...body, user_id: user.id }, now);
  track("image_upload", user.id, { folder: "maestrohub/documents" });
  return Response.json(entry, { status: 201 });
});
