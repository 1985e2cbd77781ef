import "server-only";
import type { WebhookEventPayload } from "resend";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { provider } from "./resend-client";
import { bareAddress } from "./sender";

/** What Resend reports of a mail, or of an address, as far as we act on it. */
export interface MailReport {
  id: string;
  type: string;
  email_id: string | null;
  occurred_at: Date;
  /** null for what needs no action, e.g. that it was delivered, or that a mailbox was full for once. */
  finding: "bounced" | "suppressed" | "complained" | null;
  addresses: string[];
}

/**
 * The report of a webhook call, after its signature was checked over the raw bytes; a signature older than five minutes is
 * refused, and so a call that somebody recorded. Throws `malformed` (400). https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests
 */
export function readSignedReport(rawBody: Buffer, headers: Headers): MailReport {
  const webhookSecret = env().resend?.webhook_secret;
  if (!webhookSecret) throw new AppError("unavailable", "Reports about mails are not set up here.");
  const id = headers.get("svix-id") ?? "";
  const signed = { id, timestamp: headers.get("svix-timestamp") ?? "", signature: headers.get("svix-signature") ?? "" };
  return toReport(id, verified({ payload: rawBody.toString("utf8"), headers: signed, webhookSecret }));
}

function verified(call: Parameters<ReturnType<typeof provider>["resend"]["webhooks"]["verify"]>[0]): WebhookEventPayload {
  try {
    return provider().resend.webhooks.verify(call);
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError("malformed", "The report is not valid JSON.");
    if (error instanceof Error && error.name === "WebhookVerificationError") throw new AppError("malformed", "The signature of this report does not fit.");
    throw error;
  }
}

function toReport(id: string, event: WebhookEventPayload): MailReport {
  const about = { id, type: event.type, occurred_at: new Date(event.created_at) };
  if (Number.isNaN(about.occurred_at.getTime())) throw new AppError("malformed", "The report does not say when.");
  switch (event.type) {
    case "email.bounced":
      // "Transient" and "Undetermined" pass: a full mailbox, a server that was away.
      return ofMail(about, event.data, event.data.bounce.type === "Permanent" ? "bounced" : null);
    case "email.suppressed":
      return ofMail(about, event.data, "suppressed");
    case "email.complained":
      return ofMail(about, event.data, "complained");
    case "suppression.added":
      return { ...about, email_id: event.data.source_id, finding: findingOf[event.data.origin], addresses: [event.data.email] };
    default:
      return { ...about, email_id: "email_id" in event.data ? event.data.email_id : null, finding: null, addresses: [] };
  }
}

/** The mail's own report may come before or after this one: both must say the same of the cause. */
const findingOf: Record<Extract<WebhookEventPayload, { type: "suppression.added" }>["data"]["origin"], MailReport["finding"]> = {
  bounce: "bounced",
  complaint: "complained",
  manual: "suppressed",
};

function ofMail(about: Pick<MailReport, "id" | "type" | "occurred_at">, data: { email_id: string; to: string[] }, finding: MailReport["finding"]): MailReport {
  return { ...about, email_id: data.email_id, finding, addresses: data.to.map(bareAddress) };
}
