import { undoAddressChange } from "@/lib/auth/confirm-address";
import { addressTokenSchema } from "@/lib/auth/schema";
import { publicRoute } from "@/lib/http/route";

const rate = { name: "undo-address", limit: 60, window_seconds: 60 * 60 };

export const POST = publicRoute({ body: addressTokenSchema, rate }, async ({ body, now }) => Response.json(await undoAddressChange({ ...body, now })));
