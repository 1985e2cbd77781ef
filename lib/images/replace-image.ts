import "server-only";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { addTask } from "@/lib/outbox/store";
import { forgetBytes } from "./abandon-upload";
import { chosenByteStore } from "./byte-store";
import { checkFile } from "./check-file";
import { keepBytes } from "./keep-bytes";
import { relinkImage } from "./links";
import { takeRoom, takeUpload } from "./quota";
import type { SentFile } from "./read-upload";
import { requireOwnImage } from "./require-own-image";
import type { CheckedFile, ImageDocument } from "./schema";
import { isOverdue, settleAfter } from "./settle-image";
import { adjustBytes, changeImage } from "./store";

/**
 * Puts other bytes under a public id that the person has. The old ones are shown until the new ones are stored, and stay
 * where that fails; whatever shows the picture gets its new address in the same write.
 */
export async function replaceImage(order: { public_id: string; owner_id: string; file: SentFile }, now: Date): Promise<ImageDocument> {
  const { public_id, owner_id } = order;
  const { folder } = await requireOwnImage(public_id, owner_id);
  const file = await checkFile(order.file, folder);
  await takeUpload(owner_id, now);
  const { image, token, reserved_bytes } = await beginReplacing({ public_id, owner_id, bytes: file.bytes.length }, now);
  const next = { ...image, ...factsOf(file), version: image.version + 1, updated_at: now };
  try {
    const kept = await keepBytes(chosenByteStore(), next, file.bytes);
    return await withTransaction(async (session) => {
      const { _id, ...changes } = { ...next, data_base64: undefined, ...kept, replacing: undefined };
      // Deleted meanwhile, or taken for dead and settled.
      if (!(await changeImage({ public_id, expected: { "replacing.token": token }, changes, session }))) throw new AppError("not_found", "This picture is no longer there.");
      await adjustBytes({ owner_id, by: file.bytes.length - image.bytes - reserved_bytes, session });
      await relinkImage(changes, session, now);
      return { _id, ...changes };
    });
  } catch (error) {
    await giveUpReplacing({ image: next, token, reserved_bytes }, now);
    throw error;
  }
}

/** The task of `beginReplacing` finds out later what became of it; until then another try may take its place. */
async function giveUpReplacing({ image, token, reserved_bytes }: { image: ImageDocument; token: string; reserved_bytes: number }, now: Date): Promise<void> {
  const { public_id } = image;
  await withTransaction(async (session) => {
    const changes = { replacing: { token, reserved_bytes, started_at: new Date(0) } };
    // Without the row, nobody else would know of bytes that may have arrived.
    if (!(await changeImage({ public_id, expected: { "replacing.token": token }, changes, session }))) await forgetBytes({ image, late: true, now, session });
  });
}

function factsOf({ bytes, ...facts }: CheckedFile): Omit<CheckedFile, "bytes"> & { bytes: number } {
  return { ...facts, bytes: bytes.length };
}

async function beginReplacing(order: { public_id: string; owner_id: string; bytes: number }, now: Date): Promise<{ image: ImageDocument; token: string; reserved_bytes: number }> {
  const { public_id, owner_id, bytes } = order;
  const token = newId("outbox");
  return withTransaction(async (session) => {
    const image = await requireOwnImage(public_id, owner_id, session);
    if (image.replacing && !isOverdue(image.replacing, now)) throw new AppError("conflict", "This picture is being replaced already. Wait a moment.");
    await adjustBytes({ owner_id, by: -(image.replacing?.reserved_bytes ?? 0), session });
    const reserved_bytes = Math.max(0, bytes - image.bytes);
    await takeRoom({ owner_id, bytes: reserved_bytes, session });
    await changeImage({ public_id, expected: {}, changes: { replacing: { token, reserved_bytes, started_at: now } }, session });
    await addTask({ key: `settle-image:${public_id}:${token}`, task: { kind: "settle-image", public_id }, now, run_at: settleAfter(now), session });
    return { image, token, reserved_bytes };
  });
}
