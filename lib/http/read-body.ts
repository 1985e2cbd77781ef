import "server-only";
import { AppError } from "@/lib/core/errors";

/**
 * The raw bytes of a request, refused before they are held in memory once they pass the limit, whatever the client says
 * of their length.
 */
export async function readBytes(request: Request, limitBytes: number, sentence = `A request may be at most ${Math.floor(limitBytes / 1024)} KB.`): Promise<Buffer> {
  const tooLarge = () => new AppError("too_large", sentence);
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > limitBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // A window that is closed while it sends is no error of ours.
    if (error instanceof Error && "code" in error && error.code === "ECONNRESET") throw new AppError("malformed", "The request ended before its body did.");
    throw error;
  }
  return Buffer.concat(chunks);
}

export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new AppError("unsupported_media_type", "Send the request as application/json.");
  const bytes = await readBytes(request, limitBytes);
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new AppError("malformed", "The request is not valid JSON.");
  }
}
