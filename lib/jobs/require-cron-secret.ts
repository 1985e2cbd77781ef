import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";

/** Throws 404 where no secret is configured, 401 where the request does not carry it. Compared in the same time whatever was sent. */
export function requireCronSecret(headers: Headers): void {
  const { cron_secret } = env();
  if (!cron_secret) throw new AppError("not_found", "There is nothing here.");
  const sent = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  if (!timingSafeEqual(hash(sent), hash(cron_secret))) throw new AppError("signed_out", "The secret does not fit.");
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
