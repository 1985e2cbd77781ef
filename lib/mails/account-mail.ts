import "server-only";
import { env } from "@/lib/config/env";
import { type RenderedMail, renderMail } from "@/lib/integrations/email/render-mail";
import { PermanentFailure } from "@/lib/jobs/queue";
import { findUser } from "@/lib/users/store";

export interface ComposedMail {
  to: string;
  content: RenderedMail;
  attachments?: { filename: string; content: string; content_type: string }[];
}

/** The mails that carry a link for the account itself. */
export async function accountMail({ template, recipient_id, secret_url }: { template: "welcome" | "password-reset"; recipient_id: string; secret_url?: string }): Promise<ComposedMail> {
  const user = await findUser(recipient_id);
  if (!user || !secret_url) throw new PermanentFailure(`no one to send ${template} to: ${recipient_id}`);
  const { app_url } = env();
  const recipient = { name: user.name, email: user.email, timezone: user.timezone };
  const content =
    template === "welcome"
      ? await renderMail("welcome", { app_url, recipient, role: user.role === "tutor" ? "tutor" : "consumer", confirm_url: secret_url, link_expires_at: null })
      : await renderMail("password-reset", { app_url, recipient, reset_url: secret_url, link_expires_at: null });
  return { to: user.email, content };
}
