/** Why a mail was not taken by Resend, and what the outbox should do about it. */
export class MailError extends Error {
  /** Resend's name for it, e.g. "rate_limit_exceeded"; https://resend.com/docs/api-reference/errors. */
  readonly reason: string;
  /** null where no answer came. */
  readonly status: number | null;
  /** False where the mail itself is wrong, so that the same mail would be refused again. */
  readonly should_retry: boolean;
  readonly retry_after_seconds: number | null;

  constructor(refusal: { reason: string; message: string; status: number | null; retry_after_seconds: number | null }) {
    super(`Resend did not take the mail: ${refusal.message} (${refusal.reason}${refusal.status === null ? "" : `, ${refusal.status}`})`);
    this.name = "MailError";
    this.reason = refusal.reason;
    this.status = refusal.status;
    this.should_retry = canSucceedLater(refusal.status, refusal.reason);
    this.retry_after_seconds = refusal.retry_after_seconds;
  }
}

function canSucceedLater(status: number | null, reason: string): boolean {
  if (status === null || status >= 500 || status === 408 || status === 429) return true;
  // A wrong key or an unverified domain is mended by a person; the mail waits for that instead of being lost.
  if (status === 401 || status === 403) return true;
  return reason === "concurrent_idempotent_requests";
}
