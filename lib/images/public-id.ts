import { z } from "zod";
import { newId } from "@/lib/core/id";
import { imageFolders, type ImageFolder } from "./schema";

const pattern = /^maestrohub\/(?:profiles|portfolio|documents)\/user_[\w-]{1,60}\/[0-9a-z]{24}$/;

export const publicIdSchema = z.string().regex(pattern, "This is not the public id of a picture.");

/** For the routes that end in [...public_id]: the slashes may arrive as they are or escaped. */
export const publicIdParams = z.object({
  public_id: z
    .array(z.string())
    .transform((parts) => parts.join("/").replaceAll(/%2f/gi, "/"))
    .pipe(publicIdSchema),
});

/** Unguessable: 120 random bits behind the folder and the owner. */
export function newPublicId(folder: ImageFolder, ownerId: string): string {
  return `${folder}/${ownerId}/${newId("image").slice("img_".length)}`;
}

export const folderSchema = z.enum(imageFolders);

/** What is to be seen on a portfolio picture, for those who do not see it; empty where it only decorates. */
export const altSchema = z.string().trim().max(200, "Use at most 200 characters.").default("");
