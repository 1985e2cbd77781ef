import "server-only";
import { renderMail } from "@/emails/render-mail";
import { env } from "@/lib/config/env";
import { fallbackLanguage } from "@/lib/core/language";
import { findInvite } from "@/lib/invites/store";
import { NoLongerNeeded } from "@/lib/jobs/queue";
import type { MailTask } from "@/lib/outbox/schema";
import { findTutor } from "@/lib/tutors/store";
import type { ComposedMail } from "./account-mail";
import { requireRecipient } from "./recipient";

/** The one mail to somebody who need not have an account: all that is known of them is the address. */
export async function inviteMail({ invite_id, recipient_id }: Extract<MailTask, { template: "invite" }>, now: Date): Promise<ComposedMail> {
  // The coach, whose account may have been deleted meanwhile.
  await requireRecipient(recipient_id);
  const invite = await findInvite(invite_id);
  if (!invite?.email || invite.status !== "waiting" || invite.lapses_at <= now) throw new NoLongerNeeded(`invite ${invite_id} is ${invite?.status ?? "gone"}`);
  const tutor = await findTutor(invite.tutor_id);
  if (!tutor?.is_published) throw new NoLongerNeeded(`the coach of invite ${invite_id} cannot be booked`);

  const { app_url } = env();
  const invite_url = `${app_url}/invite/${invite.token}`;
  const content = await renderMail("invite", {
    app_url,
    recipient: { name: "", timezone: "UTC", language: fallbackLanguage },
    coach: { name: tutor.name, headline: tutor.headline },
    note: invite.note,
    invite_url,
    stop_url: `${invite_url}?stop=1`,
  });
  // One press in the mail program itself: RFC 2369 and RFC 8058.
  const headers = { "List-Unsubscribe": `<${app_url}/api/invites/${invite.token}/stop>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  return { to: invite.email, content, headers };
}
