import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { publicRoute, userRoute } from "@/lib/http/route";
import { deleteImage } from "@/lib/images/delete-image";
import { publicIdParams as params } from "@/lib/images/public-id";
import { serveImage } from "@/lib/images/serve-image";
import { isOwnSize, type PictureSize } from "@/lib/images/sizes";

const pixels = z.coerce.number().int().positive();
const query = z.strictObject({ v: z.coerce.number().int().optional(), w: pixels.optional(), h: pixels.optional(), c: z.enum(["fill-face", "thumb", "limit"]).optional() });

/** A picture, also in the sizes of lib/images/sizes.ts; a document, for those who may read it. */
export const GET = publicRoute({ params, query }, ({ request, params, query, user }) =>
  serveImage({ ...params, version: query.v ?? null, size: sizeOf(query), known: request.headers.get("if-none-match") }, user),
);

export const DELETE = userRoute({ params }, async ({ params, user, now }) => {
  await deleteImage({ ...params, owner_id: user.id }, now);
  return new Response(null, { status: 204 });
});

function sizeOf({ w: width, h: height, c: crop }: z.output<typeof query>): PictureSize | null {
  if (width === undefined && height === undefined && crop === undefined) return null;
  const size = { width: width ?? 0, ...(height !== undefined && { height }), crop: crop ?? "limit" };
  if (!isOwnSize(size)) throw new AppError("invalid", "Pictures are not made in this size.");
  return size;
}
