export type Crop = "fill-face" | "thumb" | "limit";

/** A face fills the square; the faces of lists; a picture as wide as its place, and never enlarged. */
export interface PictureSize {
  width: number;
  height?: number;
  crop: Crop;
}

/** The sizes that our own store computes: a closed list, so that nobody can have it compute endlessly. */
const squareSides = [50, 100, 200, 400, 800];
const limitWidths = [320, 640, 960, 1_280, 1_920];

/** The smallest size of ours that fills the wanted one, else the largest. */
export function ownSize({ width, height = 0, crop }: PictureSize): PictureSize {
  const wanted = crop === "limit" ? width : Math.max(width, height);
  const sides = crop === "limit" ? limitWidths : squareSides;
  const side = sides.find((one) => one >= wanted) ?? Math.max(...sides);
  return crop === "limit" ? { width: side, crop } : { width: side, height: side, crop };
}

export function isOwnSize(size: PictureSize): boolean {
  const own = ownSize(size);
  return own.width === size.width && own.height === size.height;
}
