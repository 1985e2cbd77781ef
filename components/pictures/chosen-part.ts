import type { PicturePart } from "@/lib/images/schema";

/**
 * What was chosen in Cloudinary's widget, of what it says of a finished upload: `coordinates.custom` holds x, y, width and
 * height. Nothing where it says nothing of the kind, as for a picture that was taken whole.
 */
export function chosenPart(info: unknown): PicturePart | undefined {
  const numbers = coordinatesOf(info)?.map(Math.round);
  if (!numbers || numbers.length !== 4 || !numbers.every(Number.isFinite)) return undefined;
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  return width > 0 && height > 0 ? { x: Math.max(0, x), y: Math.max(0, y), width, height } : undefined;
}

function coordinatesOf(info: unknown): number[] | undefined {
  const { coordinates } = (info ?? {}) as { coordinates?: { custom?: unknown } };
  const first: unknown = Array.isArray(coordinates?.custom) ? coordinates.custom[0] : undefined;
  return Array.isArray(first) && first.every((value) => typeof value === "number") ? first : undefined;
}
