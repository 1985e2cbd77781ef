import { endOtherDevices, listDevices } from "@/lib/auth/list-devices";
import { findSessionId } from "@/lib/auth/session";
import { userRoute } from "@/lib/http/route";

const rate = { name: "devices", limit: 120, window_seconds: 60 * 60 };

export const GET = userRoute({ rate }, async ({ user, request }) => {
  const session_id = await findSessionId(request.headers);
  return Response.json({ devices: await listDevices({ user_id: user.id, session_id }) });
});

/** Signs out everywhere but here. */
export const DELETE = userRoute({ rate }, async ({ user, request }) => {
  const session_id = await findSessionId(request.headers);
  return Response.json({ ended: await endOtherDevices({ user_id: user.id, session_id }) });
});
