import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { beginDirectUpload, signWidgetUpload, widgetParametersSchema } from "@/lib/images/direct-upload";

const body = z.union([z.strictObject({}), z.strictObject({ paramsToSign: widgetParametersSchema })]);
const rate = { name: "signatures", limit: 60, window_seconds: 3_600 };

/** With nothing: a place for an upload, and all that it takes. With `paramsToSign`, as next-cloudinary asks: the signature for such a place. */
export const POST = userRoute({ body, rate }, async ({ body, user, now }) =>
  "paramsToSign" in body
    ? Response.json(await signWidgetUpload({ user_id: user.id, parameters: body.paramsToSign }, now))
    : Response.json(await beginDirectUpload(user.id, now), { status: 201 }),
);
