import type { renderMail } from "@/emails/render-mail";
import type { Mail, sendMail } from "@/lib/integrations/email/send-mail";
import { clockNow } from "@/lib/clock/clock";

/**
 * Stands between the mails and Resend. Rendering a mail costs more than all the rest of it, so only a sample is rendered and
 * goes to Resend's emulator: the first of each template and every fiftieth, and while Resend is away all. The others are counted
 * here, after everything that decides whether they are sent has been asked as ever.
 */
export interface PostOffice {
  /** Each mail that was taken, by its idempotency key, which is the id of its row in the outbox. */
  taken: { key: string; at: Date; is_rendered: boolean }[];
  composed: Map<string, number>;
  sample_every: number;
  isResendAway: boolean;
}

export const postOffice: PostOffice = { taken: [], composed: new Map(), sample_every: 50, isResendAway: false };

export function openPostOffice(sample_every: number): void {
  Object.assign(postOffice, { taken: [], composed: new Map(), sample_every, isResendAway: false });
}

/** In place of renderMail. */
export function sampling(real: typeof renderMail): typeof renderMail {
  return async (template, ...facts) => {
    const number = postOffice.composed.get(template) ?? 0;
    postOffice.composed.set(template, number + 1);
    const isSample = postOffice.isResendAway || number % postOffice.sample_every === 0;
    return isSample ? real(template, ...facts) : { subject: template, html: unrendered, text: unrendered };
  };
}

/** In place of sendMail. */
export function counting(real: typeof sendMail): typeof sendMail {
  return async (mail: Mail) => {
    const is_rendered = mail.html !== unrendered;
    const answer = is_rendered ? await real(mail) : { id: mail.idempotency_key };
    postOffice.taken.push({ key: mail.idempotency_key, at: clockNow(), is_rendered });
    return answer;
  };
}

const unrendered = "";
