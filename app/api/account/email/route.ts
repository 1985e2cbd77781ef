import { requestAddressChange } from "@/lib/auth/change-address";
import { type AddressAnswer, changeAddressSchema } from "@/lib/auth/schema";
import { userRoute } from "@/lib/http/route";

const rate = { name: "change-address", limit: 10, window_seconds: 60 * 60 };

export const POST = userRoute({ body: changeAddressSchema, rate }, async ({ body, user, now }) => {
  await requestAddressChange({ ...body, user, now });
  return Response.json({ sent_to: body.email } satisfies AddressAnswer, { status: 202 });
});
