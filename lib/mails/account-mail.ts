import "server-only";
import { env } from "@/lib/config/env";
import { maskAddress } from "@/lib/core/mask-address";
import { type RenderedMail, renderMail } from "@/emails/render-mail";
import { PermanentFailure } from "@/lib/jobs/queue";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { MailTask } from "@/lib/outbox/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";
import { readerOf, requireRecipient } from "./recipient";

export interface ComposedMail {
  to: string;
  content: RenderedMail;
  headers?: Record<string, string>;
  attachments?: { filename: string; content: string; content_type: string }[];
  /** What it was made of, where it is about a session: whoever decides about the mail need not read it again. */
  facts?: SessionFacts;
}

export interface SessionFacts {
  booking: BookingDocument;
  tutor: TutorDocument;
  consumer: UserDocument;
  /** Whose mail it is. */
  user: UserDocument;
}

export type AccountTask =
  | { template: "welcome" | "password-reset"; recipient_id: string; secret_url?: string }
  | Extract<MailTask, { template: "address-change" | "address-change-notice" | "security-notice" }>;

/** The mails about the account itself. */
export async function accountMail(task: AccountTask): Promise<ComposedMail> {
  const user = await requireRecipient(task.recipient_id);
  const { app_url } = env();
  const recipient = readerOf(user);
  switch (task.template) {
    case "welcome": {
      const role = user.role === "tutor" ? "tutor" : "consumer";
      return { to: user.email, content: await renderMail("welcome", { app_url, recipient, role, confirm_url: link(task), link_expires_at: null }) };
    }
    case "password-reset":
      return { to: user.email, content: await renderMail("password-reset", { app_url, recipient, reset_url: link(task), link_expires_at: null }) };
    case "address-change":
      return { to: task.to, content: await renderMail("address-change", { app_url, recipient, confirm_url: task.secret_url, is_check: task.is_check ?? false }) };
    case "address-change-notice": {
      const { to, stage, secret_url: undo_url = null } = task;
      const new_address_masked = task.new_address_masked ?? (stage === "done" ? maskAddress(user.email) : null);
      const content = await renderMail("address-change-notice", { app_url, recipient, stage, new_address_masked, security_url: `${app_url}/account/security`, undo_url });
      return { to, content };
    }
    case "security-notice": {
      const { what, happened_at } = task;
      return { to: user.email, content: await renderMail("security-notice", { app_url, recipient, what, happened_at, reset_url: `${app_url}/forgot-password` }) };
    }
  }
}

function link({ template, secret_url }: { template: string; secret_url?: string }): string {
  if (!secret_url) throw new PermanentFailure(`${template} has no link to send`);
  return secret_url;
}
