import "server-only";
import { Resend } from "resend";
import type { ErrorResponse } from "resend";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { callProvider } from "../provider-call";
import { MailError } from "./mail-error";

export interface Mail {
  to: string;
  /** The configured sender unless told otherwise. */
  from?: string;
  reply_to?: string;
  subject: string;
  html: string;
  text: string;
  attachments?: { filename: string; content: string; content_type: string }[];
  /** The outbox row's key: the same key never sends a second mail within 24 hours, whatever was lost on the way. */
  idempotency_key: string;
}

/**
 * Hands one mail to Resend and answers with Resend's id for it. Throws AppError "unavailable" where no mail provider is
 * set up, and MailError, which says whether to try again, where Resend did not take it.
 */
export async function sendMail(mail: Mail): Promise<{ id: string }> {
  const { resend, from } = provider();
  return callProvider({ provider: "resend", operation: "sendMail", ids: { key: mail.idempotency_key } }, () => send(resend, { ...mail, from: mail.from ?? from }));
}

async function send(resend: Resend, mail: Mail & { from: string }): Promise<{ id: string }> {
  const answer = await resend.emails.send(
    {
      to: mail.to,
      from: mail.from,
      replyTo: mail.reply_to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      attachments: mail.attachments?.map(({ filename, content, content_type }) => ({
        filename,
        content: Buffer.from(content, "utf8"),
        contentType: content_type,
      })),
    },
    { idempotencyKey: mail.idempotency_key, signal: AbortSignal.timeout(timeout_ms) },
  );
  if (answer.error) throw toMailError(answer.error, answer.headers);
  return { id: answer.data.id };
}

/** Well within the lease of an outbox row, so that no second worker sends while this one still waits. */
const timeout_ms = 10_000;
const resend_url = "https://api.resend.com";

let made: { api_key: string; base_url: string; resend: Resend } | null = null;

function provider(): { resend: Resend; from: string } {
  const config = env().resend;
  if (!config) throw new AppError("unavailable", "Mail is not set up here. It waits until RESEND_API_KEY and FROM_EMAIL are set.");
  const { api_key, from } = config;
  // Said explicitly, because the SDK would otherwise read an environment variable of its own.
  const base_url = config.base_url ?? resend_url;
  if (made?.api_key !== api_key || made.base_url !== base_url) made = { api_key, base_url, resend: new Resend(api_key, { baseUrl: base_url }) };
  return { resend: made.resend, from };
}

function toMailError(error: ErrorResponse, headers: Record<string, string> | null): MailError {
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
