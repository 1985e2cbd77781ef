import "server-only";
import { z } from "zod";
import { machineNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { findAsset, readAsset, type StoredAsset } from "@/lib/integrations/cloudinary/assets";
import { type SignedUpload, signUpload } from "@/lib/integrations/cloudinary/sign-upload";
import { addTask } from "@/lib/outbox/store";
import { checkFile } from "./check-file";
import { tooLargePicture } from "./inspect-picture";
import { refusedFile } from "./refuse";
import { requireFolder } from "./require-folder";
import type { ImageDocument, ImageFolder, PicturePart, UploadMode } from "./schema";
import { storeImage } from "./store-image";

/**
 * Uploads from the browser straight to Cloudinary, by its widget or by a form. What arrives there nobody has looked at: it
 * lies in a place of its own, `maestrohub/incoming/{user_id}/{random}`, is shown nowhere, and is destroyed once its signature has lapsed.
 * `adoptUpload` takes the bytes from there through the same checks as any other upload and stores them anew, so that the
 * signature, which is good for an hour, never reaches a picture that is shown.
 */
export const slotSchema = z.string().regex(/^maestrohub\/incoming\/user_[\w-]{1,60}\/[0-9a-z]{24}$/, "This is not an upload of yours.");

export interface DirectUpload extends SignedUpload {
  public_id: string;
  /** To be sent as they stand. */
  parameters: Record<string, string | number>;
  max_bytes: number;
}

/** Cloudinary's own figure is an hour. */
const lapsedMs = 70 * 60_000;

/** Signed by the machine's time: Cloudinary compares it with its own. */
export async function beginDirectUpload(user_id: string, now: Date): Promise<DirectUpload> {
  const public_id = `maestrohub/incoming/${user_id}/${newId("image").slice("img_".length)}`;
  const parameters = { ...fixed, public_id, timestamp: Math.floor(machineNow().getTime() / 1_000) };
  const signed = await signUpload(parameters);
  await destroyWhenLapsed(public_id, now);
  return { ...signed, public_id, parameters, max_bytes: policy.image_max_bytes };
}

async function destroyWhenLapsed(public_id: string, now: Date): Promise<void> {
  const run_at = new Date(now.getTime() + lapsedMs);
  await addTask({ key: `destroy-image:${public_id}:${run_at.getTime()}`, task: { kind: "destroy-image", public_id, resource_type: "image" }, now, run_at });
}

/** What every signed upload says beside its public id and time. */
const fixed = { allowed_formats: "jpg,png,webp", overwrite: "false" };

/**
 * What next-cloudinary's widget asks to have signed. It may name the place that `beginDirectUpload` gave this person, the
 * time, itself as the source, the part of the picture that was chosen, and of the rest only what we would say: anything else is refused.
 */
export const widgetParametersSchema = z.strictObject({
  public_id: slotSchema,
  timestamp: z.coerce.number().int().positive(),
  source: z.literal("uw").optional(),
  /** Cloudinary keeps it beside the picture and cuts nothing: adopting does. */
  custom_coordinates: z.string().regex(/^\d{1,5}(?:,\d{1,5}){3}$/, "This is no part of a picture.").optional(),
  allowed_formats: z.literal(fixed.allowed_formats).optional(),
  overwrite: z.literal(fixed.overwrite).optional(),
});

export async function signWidgetUpload(order: { user_id: string; parameters: z.output<typeof widgetParametersSchema> }, now: Date): Promise<{ signature: string }> {
  const { user_id, parameters } = order;
  refuseOthers(parameters.public_id, user_id);
  if (Math.abs(parameters.timestamp * 1_000 - machineNow().getTime()) > 5 * 60_000) throw new AppError("invalid", "The clock of this device is wrong.", { fields: { timestamp: "This is not now." } });
  await destroyWhenLapsed(parameters.public_id, now);
  const { signature } = await signUpload(Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)));
  return { signature };
}

/** In pixels of the picture as it is seen. */
const pixel = z.number().int().max(policy.image_max_side_pixels);
export const partSchema = z.strictObject({ x: pixel.min(0), y: pixel.min(0), width: pixel.min(1), height: pixel.min(1) });

/** Makes the person's own picture of what they sent to Cloudinary, or of a part of it. What lay there is gone afterwards, also where it is refused. */
export async function adoptUpload(order: { user_id: string; public_id: string; folder: ImageFolder; part?: PicturePart | undefined }, now: Date): Promise<ImageDocument> {
  const { user_id, public_id, folder, part } = order;
  refuseOthers(public_id, user_id);
  await requireFolder(user_id, folder);
  const slot = { public_id, resource_type: "image" as const };
  const found = await findAsset(slot);
  if (!found) throw notThere();
  try {
    const file = await checkFile({ bytes: await download(slot, found), filename: null }, folder, part);
    return await storeImage({ owner_id: user_id, folder, file }, now);
  } finally {
    await addTask({ key: `destroy-image:${public_id}:adopted`, task: { kind: "destroy-image", ...slot }, now });
  }
}

/** Whether the page shows Cloudinary's widget, which lives on Cloudinary's servers, or our own control. */
export function readUploadMode(): UploadMode {
  const { cloudinary } = env();
  return cloudinary && !cloudinary.upload_prefix ? { kind: "widget", cloud_name: cloudinary.cloud_name, api_key: cloudinary.api_key } : { kind: "own" };
}

const notThere = () => new AppError("not_found", "There is no such upload of yours.");

function refuseOthers(public_id: string, user_id: string): void {
  if (public_id.split("/")[2] !== user_id) throw notThere();
}

async function download(slot: { public_id: string; resource_type: "image" }, { format, bytes }: StoredAsset): Promise<Buffer> {
  const limit = policy.image_max_bytes;
  const downloaded = bytes > limit ? null : await readAsset({ ...slot, format }, limit);
  if (!downloaded) throw refusedFile("too_large", tooLargePicture);
  return downloaded;
}
