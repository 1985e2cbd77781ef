import type { EmulatorContext, EmulatorRequest } from "../emulator.ts";
import { cloud, limits } from "./account.ts";
import { assetAnswer, destroyAsset, findAsset, listAssets, requireDeliveryType, requireResourceType, resourceTypes } from "./assets.ts";
import type { StoredAsset } from "./assets.ts";
import { CloudinaryRefusal } from "./errors.ts";
import { readQuery } from "./form.ts";
import type { Fields } from "./form.ts";

const allowed_per_hour = 500;

/** Cloudinary's headers of the admin API, where its free plan's rate stands; the emulator counts nothing. */
export function rateHeaders(): Record<string, string> {
  const next_hour = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
  return { "x-featureratelimit-limit": String(allowed_per_hour), "x-featureratelimit-remaining": String(allowed_per_hour - 1), "x-featureratelimit-reset": next_hour.toUTCString() };
}

export function requireBasicAuth({ headers }: EmulatorRequest): void {
  const [key, secret] = Buffer.from(/^Basic (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "", "base64").toString("utf8").split(":");
  if (!key) throw new CloudinaryRefusal(401, "Must supply api_key");
  if (key !== cloud.api_key) throw new CloudinaryRefusal(401, "unknown api_key");
  if (secret !== cloud.api_secret) throw new CloudinaryRefusal(401, "api_secret mismatch");
}

/** GET /resources…; the last part of a single one may be an asset id or a public id with slashes. */
export function showResources(context: EmulatorContext, path: string[], query: URLSearchParams): object {
  const [first, type, ...rest] = path;
  if (first === undefined) return { resource_types: resourceTypes };
  if (type === undefined && /^[0-9a-f]{32}$/.test(first)) return found(context, listAssets(context).find(({ asset_id }) => asset_id === first), first);
  if (rest.length === 0) return listResources(context, { resource_type: first, type }, readQuery(query));
  const public_id = rest.join("/");
  return found(context, findAsset(context, { resource_type: requireResourceType(first), type: requireDeliveryType(type), public_id }), public_id);
}

/** DELETE /resources/:resource_type/:type by public ids or by a prefix. */
export function deleteResources(context: EmulatorContext, [first, second]: string[], { public_ids, prefix }: Fields): object {
  const resource_type = requireResourceType(first);
  const type = requireDeliveryType(second);
  if (!public_ids && !prefix) throw new CloudinaryRefusal(400, "Missing required parameter - public_ids or prefix");
  const asked = public_ids ? public_ids.split(",") : matching(context, { resource_type, type }, { prefix: prefix ?? "" }).map(({ public_id }) => public_id);
  const deleted: Record<string, string> = {};
  for (const public_id of asked) {
    const asset = findAsset(context, { resource_type, type, public_id });
    if (asset) destroyAsset(context, asset);
    deleted[public_id] = asset ? "deleted" : "not_found";
  }
  const counts = Object.fromEntries(asked.map((public_id) => [public_id, { original: deleted[public_id] === "deleted" ? 1 : 0, derived: 0 }]));
  return { deleted, deleted_counts: counts, partial: false };
}

export function showUsage(context: EmulatorContext): object {
  const assets = listAssets(context);
  const bytes = assets.reduce((sum, asset) => sum + asset.bytes, 0);
  const told = context.store.get<{ used_percent: number }>("cloudinary.usage", "month");
  return {
    plan: "Free",
    last_updated: context.now().toISOString().slice(0, 10),
    date_requested: `${context.now().toISOString().slice(0, 10)}T00:00:00Z`,
    transformations: { usage: 0, credits_usage: 0 },
    objects: { usage: assets.length },
    bandwidth: { usage: 0, credits_usage: 0 },
    storage: { usage: bytes, credits_usage: Number((bytes / 2 ** 30).toFixed(2)) },
    credits: { usage: Number((bytes / 2 ** 30).toFixed(2)), limit: 25, used_percent: told?.used_percent ?? Number((bytes / 2 ** 30 / 0.25).toFixed(2)) },
    resources: assets.length,
    derived_resources: 0,
    requests: 0,
    media_limits: { image_max_size_bytes: limits.file_bytes, raw_max_size_bytes: limits.file_bytes, image_max_px: limits.image_pixels, asset_max_total_px: limits.image_pixels },
  };
}

function listResources(context: EmulatorContext, of: { resource_type: string; type: string | undefined }, fields: Fields): object {
  const max_results = Number(fields.max_results ?? 10);
  if (!Number.isInteger(max_results) || max_results < 1 || max_results > 500) throw new CloudinaryRefusal(400, "Invalid value for parameter max_results");
  const resource_type = requireResourceType(of.resource_type);
  const type = of.type === undefined ? null : requireDeliveryType(of.type);
  if (fields.public_ids) {
    const wanted = fields.public_ids.split(",");
    return { resources: matching(context, { resource_type, type }, {}).filter(({ public_id }) => wanted.includes(public_id)).map((asset) => assetAnswer(context, asset)) };
  }

  const all = matching(context, { resource_type, type }, { prefix: fields.prefix ?? "" });
  const start = fields.next_cursor ? all.findIndex(({ asset_id }) => asset_id === fields.next_cursor) : 0;
  if (start === -1) throw new CloudinaryRefusal(400, `Invalid value ${fields.next_cursor} for parameter next_cursor`);
  const next = all[start + max_results];
  return { resources: all.slice(start, start + max_results).map((asset) => assetAnswer(context, asset)), ...(next ? { next_cursor: next.asset_id } : {}) };
}

function matching(context: EmulatorContext, of: { resource_type: string; type: string | null }, { prefix = "" }): StoredAsset[] {
  return listAssets(context).filter((asset) => asset.resource_type === of.resource_type && (of.type === null || asset.type === of.type) && asset.public_id.startsWith(prefix));
}

function found(context: EmulatorContext, asset: StoredAsset | null | undefined, asked: string): object {
  if (!asset) throw new CloudinaryRefusal(404, `Resource not found - ${asked}`);
  return { ...assetAnswer(context, asset), original_filename: asset.original_filename, derived: [] };
}
