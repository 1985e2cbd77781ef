import "server-only";
import { callProvider } from "../provider-call";
import { provider, timeout_ms, toMailError } from "./resend-client";
import { letter, type Mail } from "./send-mail";

/** Resend's batch takes no attachments and leaves them out without a word, so there are none here. */
export type BatchMail = Omit<Mail, "attachments" | "idempotency_key">;
/** https://resend.com/docs/api-reference/emails/send-batch-emails */
export const batch_size = 100;

export interface BatchAnswer {
  /** Resend's id of each mail, in the order given; null where that one was refused. */
  ids: (string | null)[];
  /** Why: such a mail would be refused again. The others of its batch were taken all the same. */
  refused: { index: number; message: string }[];
}

/**
 * Hands up to 100 mails to Resend in one request. One key stands for the whole batch: with the same mails in the same order
 * it never sends any of them a second time within 24 hours; with other ones it is refused. Throws as sendMail does where the
 * batch was not taken, and then none of it was.
 */
export async function sendBatch(mails: BatchMail[], idempotency_key: string): Promise<BatchAnswer> {
  if (mails.length === 0) return { ids: [], refused: [] };
  if (mails.length > batch_size) throw new RangeError(`a batch takes ${batch_size} mails, not ${mails.length}`);
  return callProvider({ provider: "resend", operation: "sendBatch", ids: { key: idempotency_key, mails: mails.length } }, () => send(mails, idempotency_key));
}

async function send(mails: BatchMail[], idempotency_key: string): Promise<BatchAnswer> {
  const { resend, ...sender } = provider();
  const answer = await resend.batch.send(
    mails.map((mail) => letter(mail, sender)),
    { idempotencyKey: idempotency_key, batchValidation: "permissive", signal: AbortSignal.timeout(timeout_ms) },
  );
  if (answer.error) throw toMailError(answer.error, answer.headers);
  const refused = answer.data.errors ?? [];
  const taken = answer.data.data.map(({ id }) => id);
  const ids = mails.map((_mail, index) => (refused.some((refusal) => refusal.index === index) ? null : (taken.shift() ?? null)));
  return { ids, refused };
}
