import { endDevice } from "@/lib/auth/list-devices";
import { deviceParams } from "@/lib/auth/schema";
import { findSessionId } from "@/lib/auth/session";
import { userRoute } from "@/lib/http/route";

const rate = { name: "end-device", limit: 120, window_seconds: 60 * 60 };

export const DELETE = userRoute({ params: deviceParams, rate }, async ({ user, params, request }) => {
  const session_id = await findSessionId(request.headers);
  await endDevice({ id: params.session_id, user_id: user.id, session_id });
  return Response.json({ ended: 1 });
});
