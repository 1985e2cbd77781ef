import "server-only";
import { Resend } from "resend";
import type { ErrorResponse } from "resend";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { MailError } from "./mail-error";

/** Well within the lease of an outbox row, so that no second worker sends while this one still waits. */
export const timeout_ms = 10_000;
const resend_url = "https://api.resend.com";

let made: { api_key: string; base_url: string; resend: Resend } | null = null;

/** Resend as the environment names it, and who its mails are from; AppError "unavailable" where there is none. */
export function provider(): { resend: Resend; from: string; reply_to: string } {
  const config = env().resend;
  if (!config) throw new AppError("unavailable", "Mail is not set up here. It waits until RESEND_API_KEY and FROM_EMAIL are set.");
  const { api_key, from, reply_to } = config;
  // Said explicitly, because the SDK would otherwise read an environment variable of its own.
  const base_url = config.base_url ?? resend_url;
  if (made?.api_key !== api_key || made.base_url !== base_url) made = { api_key, base_url, resend: new Resend(api_key, { baseUrl: base_url }) };
  return { resend: made.resend, from, reply_to };
}

/** Who a mail is from and where an answer goes; throws as provider() does. */
export function requireSender(): { from: string; reply_to: string } {
  const { from, reply_to } = provider();
  return { from, reply_to };
}

export function toMailError(error: ErrorResponse, headers: Record<string, string> | null): MailError {
  // A proxy in between may answer with JSON of its own, which has neither name nor status.
  const status = error.statusCode ?? (headers ? 502 : null);
  const wait = Number(headers?.["retry-after"] ?? NaN);
  return new MailError({
    reason: error.name ?? "unknown",
    message: error.message ?? "no reason given",
    status,
    retry_after_seconds: Number.isFinite(wait) ? wait : null,
  });
}
