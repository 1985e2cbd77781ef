import "server-only";
import { type RenderedMail, renderMail } from "@/emails/render-mail";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import type { AnnouncementDocument } from "./schema";
import { token_place, unsubscribeUrl } from "./unsubscribe-token";

/** Mail programs cut off what is longer. */
const html_max_bytes = 100 * 1024;

/** The mail as it looks, with `token_place` in its link. Throws "invalid" where it cannot be sent like this. */
export async function renderAnnouncement({ subject, body, language }: Pick<AnnouncementDocument, "subject" | "body" | "language">): Promise<RenderedMail> {
  const stop_url = unsubscribeUrl(token_place);
  const mail = await renderMail("announcement", {
    app_url: env().app_url,
    recipient: { name: "", timezone: "UTC", language },
    subject_line: subject,
    body,
    stop_url,
  });
  if (Buffer.byteLength(mail.html) > html_max_bytes)
    throw invalid({ body: "With so many paragraphs and links mail programs would cut it off. Make it shorter." });
  return mail;
}

/** An announcement that says nothing is not sent to anybody. */
export function requireWords({ subject, body }: Pick<AnnouncementDocument, "subject" | "body">): void {
  const fields = { ...(!subject.trim() && { subject: "Write a subject." }), ...(!body.trim() && { body: "Write what you have to say." }) };
  if (Object.keys(fields).length > 0) throw invalid(fields);
}

/** The same mail with the link of one reader. */
export function addressed<Mail extends RenderedMail>(mail: Mail, token: string): Mail {
  return { ...mail, html: mail.html.replaceAll(token_place, token), text: mail.text.replaceAll(token_place, token) };
}

function invalid(fields: Record<string, string>): AppError {
  return new AppError("invalid", "Some of this is not right. Nothing was sent.", { fields });
}
