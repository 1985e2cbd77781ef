import { maxBytes } from "./check-file";
import { FileRefused, type OpenPicture } from "./open-picture";

/** The part that was chosen, in pixels of the picture as it is seen. */
export interface CropArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** More than any place shows on a sharp screen; keeps an upload small. */
const longestSide = 2_000;

/** Draws the chosen part anew, upright. What a camera wrote beside the picture (place, time, device) does not come along. */
export async function cropPicture({ image }: OpenPicture, area: CropArea): Promise<Blob> {
  const { width, height } = drawnSize(area);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new FileRefused(notDrawn);
  // A JPEG knows no transparency: it would turn black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, area.x, area.y, area.width, area.height, 0, 0, width, height);
  for (const quality of qualities) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (blob && blob.size <= maxBytes.picture) return blob;
  }
  throw new FileRefused(notDrawn);
}

/** What is full of fine detail may grow by being drawn anew; the second fits whatever it is. */
const qualities = [0.9, 0.6];

/** Smaller where it is too large, never larger. */
export function drawnSize({ width, height }: Pick<CropArea, "width" | "height">): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const notDrawn = "This browser could not cut the picture. Choose a smaller one.";
