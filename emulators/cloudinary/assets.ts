import { createHash, randomBytes } from "node:crypto";
import type { EmulatorContext } from "../emulator.ts";
import { deliveryBase } from "./account.ts";
import { CloudinaryRefusal } from "./errors.ts";
import { answerSignature, deliverySignature } from "./signature.ts";

export const resourceTypes = ["image", "raw"] as const;
export type ResourceType = (typeof resourceTypes)[number];
export const deliveryTypes = ["upload", "private", "authenticated"] as const;
export type DeliveryType = (typeof deliveryTypes)[number];

/** The same public id may exist once for each resource type and delivery type. */
export interface AssetName {
  resource_type: ResourceType;
  type: DeliveryType;
  public_id: string;
}

export interface StoredAsset extends AssetName {
  asset_id: string;
  version: number;
  version_id: string;
  /** Null for raw: its public id has the extension. */
  format: string | null;
  width: number | null;
  height: number | null;
  bytes: number;
  etag: string;
  tags: string[];
  original_filename: string;
  created_at: string;
  updated_at: string;
}

/** What is kept of an asset whose bytes are gone, for the inspector. */
export interface DestroyedAsset extends StoredAsset {
  destroyed_at: string;
}

const assets = "cloudinary.assets";
const files = "cloudinary.files";
const destroyed = "cloudinary.destroyed";

export function findAsset({ store }: EmulatorContext, name: AssetName): StoredAsset | null {
  return store.get<StoredAsset>(assets, keyOf(name));
}

export function listAssets({ store }: EmulatorContext): StoredAsset[] {
  return store.list<StoredAsset>(assets);
}

export function listDestroyed({ store }: EmulatorContext): DestroyedAsset[] {
  return store.list<DestroyedAsset>(destroyed);
}

export function readFile({ store }: EmulatorContext, { asset_id }: StoredAsset): Buffer {
  return Buffer.from(store.get<{ base64: string }>(files, asset_id)?.base64 ?? "", "base64");
}

export type NewAsset = AssetName & Pick<StoredAsset, "format" | "width" | "height" | "tags" | "original_filename">;

/** An overwritten asset keeps its asset id and its day of birth and gets a higher version, so that addresses change. */
export function keepAsset(context: EmulatorContext, given: NewAsset, bytes: Buffer): StoredAsset {
  const before = findAsset(context, given);
  const now = context.now().toISOString();
  const asset: StoredAsset = {
    ...given,
    asset_id: before?.asset_id ?? hexId(),
    version: Math.max(Math.floor(context.now().getTime() / 1000), (before?.version ?? 0) + 1),
    version_id: hexId(),
    bytes: bytes.length,
    etag: createHash("md5").update(bytes).digest("hex"),
    created_at: before?.created_at ?? now,
    updated_at: now,
  };
  context.store.put(files, asset.asset_id, { base64: bytes.toString("base64") });
  context.store.put(assets, keyOf(asset), asset);
  return asset;
}

export function moveAsset(context: EmulatorContext, asset: StoredAsset, to: AssetName): StoredAsset {
  const moved: StoredAsset = { ...asset, ...to, updated_at: context.now().toISOString() };
  context.store.remove(assets, keyOf(asset));
  context.store.put(assets, keyOf(moved), moved);
  return moved;
}

export function destroyAsset(context: EmulatorContext, asset: StoredAsset): void {
  context.store.remove(files, asset.asset_id);
  context.store.remove(assets, keyOf(asset));
  context.store.put(destroyed, asset.asset_id, { ...asset, destroyed_at: context.now().toISOString() });
}

/**
 * An asset as the API shows it, with every field that the SDK's types name for its resource type. `folder` is what
 * accounts with fixed folders say, `asset_folder` and `display_name` what those with dynamic folders say: lean on neither.
 */
export function assetAnswer(context: EmulatorContext, asset: StoredAsset): object {
  const { asset_id, public_id, version, version_id, width, height, format, resource_type, type } = asset;
  const address = addressOf(context, asset);
  const folder = public_id.slice(0, Math.max(0, public_id.lastIndexOf("/")));
  return {
    asset_id,
    public_id,
    version,
    version_id,
    signature: answerSignature(asset),
    ...(resource_type === "image" ? { width, height, format, pages: 1 } : {}),
    resource_type,
    created_at: `${asset.created_at.slice(0, 19)}Z`,
    tags: asset.tags,
    bytes: asset.bytes,
    type,
    etag: asset.etag,
    placeholder: false,
    url: address,
    // Cloudinary's is https; the emulator has no certificate.
    secure_url: address,
    folder,
    asset_folder: folder,
    display_name: public_id.slice(public_id.lastIndexOf("/") + 1),
    access_mode: "public",
    access_control: [],
    moderation: [],
    context: {},
    metadata: {},
  };
}

/** The address of the original, signed where it takes a signature to see it. */
export function addressOf(context: EmulatorContext, asset: StoredAsset, transformation: string | null = null): string {
  const source = `${encodeURIComponent(asset.public_id).replaceAll("%3A", ":").replaceAll("%2F", "/")}${asset.format ? `.${asset.format}` : ""}`;
  const is_signed = asset.type !== "upload";
  const signature = is_signed ? `s--${deliverySignature([transformation, source].filter(Boolean).join("/"))}--` : null;
  return [deliveryBase(context), asset.resource_type, asset.type, signature, transformation, `v${asset.version}`, source].filter(Boolean).join("/");
}

export function requireResourceType(given: string | undefined): ResourceType {
  const known = resourceTypes.find((name) => name === given);
  if (!known) throw new CloudinaryRefusal(400, `Invalid resource type ${given}; the emulator has ${resourceTypes.join(" and ")}`);
  return known;
}

export function requireDeliveryType(given: string | undefined): DeliveryType {
  if (given === undefined) return "upload";
  const known = deliveryTypes.find((name) => name === given);
  if (!known) throw new CloudinaryRefusal(400, `Invalid type ${given}; the emulator has ${deliveryTypes.join(", ")}`);
  return known;
}

function keyOf({ resource_type, type, public_id }: AssetName): string {
  return `${resource_type}/${type}/${public_id}`;
}

function hexId(): string {
  return randomBytes(16).toString("hex");
}
