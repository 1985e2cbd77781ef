import { policy } from "@/lib/config/policy";

/** A picture that this browser has decoded, turned the way the camera says. Its address lives until `closePicture`. */
export interface OpenPicture {
  address: string;
  image: HTMLImageElement;
  /** As it is seen, after turning. */
  width: number;
  height: number;
}

/** A file that is not taken; the message is for the person. */
export class FileRefused extends Error {}

export async function openPicture(file: Blob): Promise<OpenPicture> {
  const address = URL.createObjectURL(file);
  try {
    const image = await load(address);
    const refusal = findSizeRefusal({ width: image.naturalWidth, height: image.naturalHeight });
    if (refusal) throw new FileRefused(refusal);
    // Only now is anything decoded: what promises too many pixels was refused above.
    await image.decode().catch(() => {
      throw new FileRefused(damaged);
    });
    return { address, image, width: image.naturalWidth, height: image.naturalHeight };
  } catch (error) {
    URL.revokeObjectURL(address);
    throw error;
  }
}

export function closePicture({ address }: OpenPicture): void {
  URL.revokeObjectURL(address);
}

export function findSizeRefusal({ width, height }: { width: number; height: number }): string | null {
  if (width === 0 || height === 0) return damaged;
  const size = `The picture has ${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels.`;
  const side = policy.image_max_side_pixels;
  if (Math.max(width, height) > side) return `${size} Choose one with at most ${side.toLocaleString("en")} on a side.`;
  if (width * height > policy.image_max_pixels) return `${size} Choose one with at most ${policy.image_max_pixels / 1_000_000} million in all.`;
  return Math.min(width, height) < smallestSide ? `${size} Choose one with at least ${smallestSide} on each side.` : null;
}

/** Half of the size in which a portrait is shown: anything below is a smear. */
const smallestSide = 100;

const damaged = "The picture is damaged and cannot be opened. Save it again and choose that.";

function load(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new FileRefused(damaged));
    image.src = address;
  });
}
