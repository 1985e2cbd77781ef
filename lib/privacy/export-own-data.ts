import "server-only";
import { strToU8, zipSync } from "fflate";
import { AppError } from "@/lib/core/errors";
import { byteStoreOf } from "@/lib/images/byte-store";
import type { ImageDocument } from "@/lib/images/schema";
import { listImagesOfOwner } from "@/lib/images/store";
import { CloudinaryError } from "@/lib/integrations/cloudinary/cloudinary-error";
import { findTutorOfUser } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import { type Person, personalData } from "./personal-data";

/**
 * Everything of one person as a zip: data.json, and the bytes of their pictures and documents. Of others it holds first
 * names only (lib/privacy/personal-data.ts says what each collection gives). Throws `unavailable` where a picture cannot be
 * fetched at the moment: a file that is silently incomplete would be worse than none.
 */
export async function exportOwnData({ user_id, now }: { user_id: string; now: Date }): Promise<Uint8Array<ArrayBuffer>> {
  const user = await findUser(user_id);
  if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
  const person = { user, tutor: await findTutorOfUser(user_id) };
  const data = { exported_at: now, what_this_is: explanation, ...(await sectionsOf(person)) };

  const pictures = (await listImagesOfOwner(user_id)).filter(({ status }) => status === "stored");
  const files: [string, Uint8Array][] = [["data.json", strToU8(JSON.stringify(data, withoutSecrets, 2))]];
  // One after another: fifty megabytes are enough to hold at once.
  for (const picture of pictures) {
    const bytes = await readPicture(picture);
    if (bytes) files.push([pathOf(picture), bytes]);
  }
  // Pictures are as small as they get.
  return zipSync(Object.fromEntries(files.map(([path, bytes]) => [path, [bytes, { level: path === "data.json" ? 6 : 0 }]])));
}

const explanation =
  "Everything that MaestroHub keeps about you. Pictures and documents lie beside this file, under the path that their public_id names. Of other people it holds first names only. " +
  "Passwords and the keys of two-factor sign-in are not in it, since nobody must be able to sign in with this file.";

async function sectionsOf(person: Person): Promise<Record<string, unknown>> {
  const sections: Record<string, unknown> = {};
  for (const holding of Object.values(personalData)) {
    if ("export" in holding && typeof holding.export === "function") Object.assign(sections, await holding.export(person));
  }
  return sections;
}

/** Whatever document they turn up in: what opens something, and the ids of those who decided. */
const secret = new Set(["password", "token", "secret", "backup_codes", "calendar_token", "secret_url", "identifier", "source_url", "replacing", "data_base64", "decided_by"]);

function withoutSecrets(key: string, value: unknown): unknown {
  return secret.has(key) ? undefined : value;
}

/** Null for one whose bytes are gone for good. */
async function readPicture(picture: ImageDocument): Promise<Uint8Array | null> {
  try {
    return await byteStoreOf(picture).read(picture);
  } catch (error) {
    if (!(error instanceof CloudinaryError)) throw error;
    if (error.status === 404) return null;
    throw new AppError("unavailable", "Your pictures cannot be fetched right now. Try again in a little while.");
  }
}

/** "maestrohub/portfolio/user_1/abc" of a JPEG becomes "maestrohub/portfolio/user_1/abc.jpg". */
function pathOf({ public_id, format }: ImageDocument): string {
  return `${public_id}.${format}`;
}
