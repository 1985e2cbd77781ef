import { CloudinaryRefusal } from "./errors.ts";

export const crops = ["scale", "fit", "limit", "fill", "thumb"] as const;

/** One part of an address between two slashes, e.g. `c_fill,g_face,h_200,w_200`. */
export interface Transformation {
  crop: (typeof crops)[number];
  width: number | null;
  height: number | null;
  gravity: string | null;
  dpr: number;
  /** "auto" picks by what the browser says that it accepts. */
  format: string | null;
  quality: number | null;
  /** True, or the file name without its extension. */
  attachment: string | true | null;
}

const compass = ["center", "north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west"];
export const outputFormats = ["jpg", "png", "webp", "avif", "gif"];
/** Cloudinary weighs every picture by itself; these are about what it comes to. */
const automaticQuality: Record<string, number> = { auto: 80, "auto:best": 90, "auto:good": 80, "auto:eco": 65, "auto:low": 50 };
const side_max = 10_000;

/** True where a part of an address without a version can only be meant as a transformation. */
export function looksLikeTransformation(part: string): boolean {
  return part.split(",").every((text) => /^(c|w|h|g|q|f|dpr|fl|a|ar|b|bo|co|d|e|l|o|r|t|u|x|y|z)_./.test(text));
}

/** What the emulator cannot do is an error as it is for what Cloudinary does not know, never left out in silence. */
export function parseTransformation(part: string): Transformation {
  const result: Transformation = { crop: "scale", width: null, height: null, gravity: null, dpr: 1, format: null, quality: null, attachment: null };
  for (const text of part.split(",")) {
    const [, name = "", value = ""] = /^([a-z]+)_(.+)$/.exec(text) ?? [];
    const set = setters[name];
    if (!set) throw invalid(text);
    set(result, value, text);
  }
  if (result.gravity === "auto" && !["fill", "thumb"].includes(result.crop)) throw new CloudinaryRefusal(400, "Use auto gravity only with crop, fill, lfill, fill_pad or thumb");
  return result;
}

const setters: Record<string, (result: Transformation, value: string, text: string) => void> = {
  c(result, value, text) {
    const crop = crops.find((name) => name === value);
    if (!crop) throw invalid(text);
    result.crop = crop;
  },
  w: (result, value, text) => void (result.width = side(value, text)),
  h: (result, value, text) => void (result.height = side(value, text)),
  g(result, value, text) {
    if (!["face", "faces", "auto", "auto:face", ...compass].includes(value)) throw invalid(text);
    result.gravity = value === "auto:face" ? "face" : value;
  },
  dpr(result, value, text) {
    const dpr = value === "auto" ? 1 : Number(value);
    if (!(dpr >= 0.1 && dpr <= 10)) throw invalid(text);
    result.dpr = dpr;
  },
  f(result, value, text) {
    const format = value === "jpeg" ? "jpg" : value;
    if (format !== "auto" && !outputFormats.includes(format)) throw invalid(text);
    result.format = format;
  },
  q(result, value, text) {
    const quality = automaticQuality[value] ?? Number(value);
    if (!(Number.isInteger(quality) && quality >= 1 && quality <= 100)) throw invalid(text);
    result.quality = quality;
  },
  fl(result, value, text) {
    const [flag, ...name] = value.split(":");
    // Progressive pictures look the same when they have arrived.
    if (flag === "progressive") return;
    if (flag !== "attachment") throw invalid(text);
    result.attachment = name.length > 0 ? decodeURIComponent(name.join(":")) : true;
  },
};

function side(value: string, text: string): number {
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > side_max) throw invalid(text);
  return Number(value);
}

function invalid(text: string): CloudinaryRefusal {
  return new CloudinaryRefusal(400, `Invalid transformation parameter, or one that the emulator does not have - ${text}`);
}
