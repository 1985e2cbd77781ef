import { addressOf, listAssets, listDestroyed } from "../cloudinary/assets.ts";
import type { StoredAsset } from "../cloudinary/assets.ts";
import type { EmulatorContext } from "../emulator.ts";

/** One upload as a person or a test wants it, with its folder and owner read from `{folder}/{owner}/{name}`. */
export interface Upload extends Omit<StoredAsset, "tags"> {
  folder: string;
  owner: string | null;
  /** Where the original is seen; null once it is destroyed. */
  url: string | null;
  destroyed_at: string | null;
}

/** Newest first, those that were destroyed among them; of one owner if asked. */
export function findUploads(context: EmulatorContext, owner: string | null): Upload[] {
  const kept = listAssets(context).map((asset) => upload(asset, addressOf(context, asset), null));
  const destroyed = listDestroyed(context).map(({ destroyed_at, ...asset }) => upload(asset, null, destroyed_at));
  return [...kept, ...destroyed]
    .filter((found) => owner === null || found.owner === owner)
    .sort((a, b) => changedAt(b).localeCompare(changedAt(a)));
}

export function changedAt({ destroyed_at, updated_at }: Upload): string {
  return destroyed_at ?? updated_at;
}

function upload({ tags: _tags, ...asset }: StoredAsset, url: string | null, destroyed_at: string | null): Upload {
  const folders = asset.public_id.split("/").slice(0, -1);
  const owner = folders.length > 1 ? (folders.at(-1) ?? null) : null;
  return { ...asset, folder: (owner === null ? folders : folders.slice(0, -1)).join("/"), owner, url, destroyed_at };
}
