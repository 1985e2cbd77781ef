import "server-only";
import type { ClientSession } from "mongodb";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { takeFromRate } from "@/lib/rate-limits/take";
import { takeBytes } from "./store";

/**
 * Counts one upload of the person's twenty an hour. Asked after a file was found good, so that a refused one uses none up;
 * how often a file may be looked at at all is `uploadAttempts`.
 */
export async function takeUpload(owner_id: string, now: Date): Promise<void> {
  const rate = { name: "uploads", limit: policy.uploads_per_hour, window_seconds: 3_600 };
  if (!(await takeFromRate(rate, owner_id, now))) {
    throw new AppError("rate_limited", `You can upload ${policy.uploads_per_hour} files an hour. Wait a little and go on then.`);
  }
}

/** Counts bytes of the person's fifty megabytes; throws where they do not fit. */
export async function takeRoom(order: { owner_id: string; bytes: number; session: ClientSession }): Promise<void> {
  if (order.bytes === 0 || (await takeBytes(order))) return;
  const limit = policy.stored_bytes_per_person / 1024 / 1024;
  throw new AppError("conflict", `Your pictures and documents may take up ${limit} MB together. Delete one that you no longer need.`);
}

/** For the routes that take a file: looking through one costs time even where it is refused. */
export const uploadAttempts = { name: "upload-attempts", limit: 5 * policy.uploads_per_hour, window_seconds: 3_600 };
