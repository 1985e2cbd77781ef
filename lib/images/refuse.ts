import { AppError } from "@/lib/core/errors";

/** A file that is not taken: the sentence stands beside the file's field too. */
export function refusedFile(code: "invalid" | "too_large" | "unsupported_media_type", sentence: string): AppError {
  return new AppError(code, sentence, { fields: { file: sentence } });
}
