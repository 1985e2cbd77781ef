import type { ProviderTrouble } from "@/lib/integrations/provider-trouble";
import { MailError } from "./mail-error";

/** What Resend's answer says of Resend itself; null where it speaks of the mail. https://resend.com/docs/api-reference/errors */
export function mailTrouble(error: unknown): ProviderTrouble | null {
  if (!(error instanceof MailError)) return null;
  const { status, reason, retry_after_seconds } = error;
  if (reason === "concurrent_idempotent_requests") return { kind: "busy", reason: "Resend is still at this mail." };
  if (status === null) return { kind: "away", reason: "Resend does not answer." };
  if (status >= 500 || status === 408) return { kind: "away", reason: `Resend answers ${status}.` };
  if (reason.endsWith("quota_exceeded")) return { kind: "refused", reason: `Resend takes no more mails: the quota is used up (${reason}).` };
  if (status === 429) {
    return {
      kind: "throttled",
      reason: "Resend says that these are too many at once.",
      ...(retry_after_seconds !== null && { retry_after_ms: retry_after_seconds * 1_000 }),
    };
  }
  if (status === 401 || status === 403) return { kind: "refused", reason: `Resend refuses our key or our sender (${reason}, ${status}).` };
  return null;
}
