import "server-only";
import { callProvider } from "../provider-call";
import { provider, timeout_ms, toMailError } from "./resend-client";

export interface Mail {
  to: string;
  /** The configured sender unless told otherwise. */
  from?: string;
  /** Where an answer goes; what REPLY_TO_EMAIL says unless told otherwise. */
  reply_to?: string;
  subject: string;
  html: string;
  text: string;
  /** e.g. List-Unsubscribe. */
  headers?: Record<string, string>;
  attachments?: { filename: string; content: string; content_type: string }[];
  /** The outbox row's key: the same key never sends a second mail within 24 hours, whatever was lost on the way. */
  idempotency_key: string;
}

/**
 * Hands one mail to Resend and answers with Resend's id for it. Throws AppError "unavailable" where no mail provider is
 * set up, and MailError, which says whether to try again, where Resend did not take it.
 */
export async function sendMail(mail: Mail): Promise<{ id: string }> {
  return callProvider({ provider: "resend", operation: "sendMail", ids: { key: mail.idempotency_key } }, () => send(mail));
}

async function send(mail: Mail): Promise<{ id: string }> {
  const { resend, ...sender } = provider();
  const answer = await resend.emails.send(
    {
      ...letter(mail, sender),
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

/** What a single mail and one of a batch have in common. */
export function letter(mail: Omit<Mail, "attachments" | "idempotency_key">, sender: { from: string; reply_to: string }) {
  const { to, from = sender.from, reply_to = sender.reply_to, subject, html, text, headers } = mail;
  return { to, from, replyTo: reply_to, subject, html, text, ...(headers && { headers }) };
}
