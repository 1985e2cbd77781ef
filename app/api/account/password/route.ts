import { changePassword } from "@/lib/auth/change-password";
import { changePasswordSchema, type PasswordAnswer } from "@/lib/auth/schema";
import { findSessionId } from "@/lib/auth/session";
import { userRoute } from "@/lib/http/route";

const rate = { name: "change-password", limit: 20, window_seconds: 60 * 60 };

export const POST = userRoute({ body: changePasswordSchema, rate }, async ({ body, user, request, now }) => {
  const session_id = await findSessionId(request.headers);
  const { ended_sessions } = await changePassword({ ...body, user, session_id, now });
  return Response.json({ password_changed: true, ended_sessions } satisfies PasswordAnswer);
});
