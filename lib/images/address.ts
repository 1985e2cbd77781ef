import { ownSize, type PictureSize } from "./sizes";

/**
 * Where a stored picture is to be had in this size. Of Cloudinary's addresses (the emulator's too) the transformation becomes a
 * part, our own route is asked for the next size that it has, and any other address stays as it is.
 */
export function pictureAddress(url: string, size: PictureSize): string {
  const [, base, rest] = /^(https?:\/\/.+\/image\/upload\/)(v\d+\/.+)$/.exec(url) ?? [];
  if (base && rest) return `${base}${transformation(size)}/${rest}`;
  return url.startsWith("/api/images/") ? `${url}${url.includes("?") ? "&" : "?"}${ownQuery(size)}` : url;
}

/** For a place of fixed size: sharp on screens of one and of two device pixels. */
export function pictureSet(url: string, size: PictureSize): { src: string; srcSet: string | undefined } {
  const src = pictureAddress(url, size);
  const double = pictureAddress(url, { ...size, width: size.width * 2, ...(size.height && { height: size.height * 2 }) });
  return { src, srcSet: src === double ? undefined : `${src} 1x, ${double} 2x` };
}

/** For a place as wide as its column: the browser chooses by the `sizes` beside it. */
export function pictureWidths(url: string, widths: number[] = [320, 640, 960, 1_280, 1_920]): { src: string; srcSet: string | undefined } {
  const addresses = widths.map((width) => `${pictureAddress(url, { width, crop: "limit" })} ${width}w`);
  return { src: pictureAddress(url, { width: widths.at(-1) ?? 1_280, crop: "limit" }), srcSet: addresses[0]?.startsWith(`${url} `) ? undefined : addresses.join(", ") };
}

const crops = { "fill-face": "c_fill,g_face", thumb: "c_thumb,g_face", limit: "c_limit" };

/** https://cloudinary.com/documentation/transformation_reference */
function transformation({ width, height, crop }: PictureSize): string {
  return [crops[crop], ...(height ? [`h_${height}`] : []), `w_${width}`, "f_auto", "q_auto"].join(",");
}

function ownQuery(size: PictureSize): string {
  const { width, height, crop } = ownSize(size);
  return `w=${width}${height ? `&h=${height}` : ""}&c=${crop}`;
}
