import { requestAddressCheck } from "@/lib/auth/change-address";
import type { AddressAnswer } from "@/lib/auth/schema";
import { userRoute } from "@/lib/http/route";

const rate = { name: "recheck-address", limit: 10, window_seconds: 60 * 60 };

export const POST = userRoute({ rate }, async ({ user, now }) => {
  await requestAddressCheck({ user, now });
  return Response.json({ sent_to: user.email } satisfies AddressAnswer, { status: 202 });
});
