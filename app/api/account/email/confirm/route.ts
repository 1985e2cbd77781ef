import { confirmAddress } from "@/lib/auth/confirm-address";
import { addressTokenSchema } from "@/lib/auth/schema";
import { findSessionId } from "@/lib/auth/session";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "confirm-address", limit: 60, window_seconds: 60 * 60 };

/** A POST, because mail scanners open every link: only the button on the page confirms. */
export const POST = publicRoute({ body: addressTokenSchema, rate }, async ({ body, request, now }) => {
  const session_id = await findSessionId(request.headers);
  return Response.json(await confirmAddress({ ...body, session_id, now }));
});
