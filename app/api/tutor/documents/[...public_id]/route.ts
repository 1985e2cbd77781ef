import { userRoute } from "@/lib/http/route";
import { removeDocument } from "@/lib/images/change-documents";
import { publicIdParams as params } from "@/lib/images/public-id";

export const DELETE = userRoute({ params }, async ({ params, user, now }) => {
  await removeDocument({ ...params, user_id: user.id }, now);
  return new Response(null, { status: 204 });
});
