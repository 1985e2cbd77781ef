import "server-only";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { env } from "@/lib/config/env";
import { addTask } from "@/lib/outbox/store";
import type { ImageDocument } from "./schema";
import { adjustBytes, removeImage } from "./store";

/** An upload whose answer was lost may still arrive; by then it has. */
const lateMs = 5 * 60_000;

/** Takes back what an upload announced that did not come to its end, whether or not its row is still there. */
export async function abandonUpload({ public_id, resource_type, provider }: ImageDocument, now: Date): Promise<void> {
  await withTransaction(async (session) => {
    const image = await removeImage({ public_id, status: "storing" }, session);
    if (image) await adjustBytes({ owner_id: image.owner_id, by: -image.bytes, session });
    await forgetBytes({ image: { public_id, resource_type, provider }, late: true, now, session });
  });
}

/**
 * Has Cloudinary forget the bytes, also where they may be there only by a move or an upload that was cut short. A task of
 * the outbox: Cloudinary being away neither fails nor forgets it.
 */
export async function forgetBytes(order: { image: Pick<ImageDocument, "public_id" | "resource_type" | "provider">; late?: boolean; now: Date; session?: ClientSession }): Promise<void> {
  const { image, late, now, session } = order;
  if (image.provider !== "cloudinary" && !env().cloudinary) return;
  const { public_id, resource_type } = image;
  const run_at = late ? new Date(now.getTime() + lateMs) : now;
  await addTask({ key: `destroy-image:${public_id}:${newId("outbox")}`, task: { kind: "destroy-image", public_id, resource_type }, now, run_at, session });
}
