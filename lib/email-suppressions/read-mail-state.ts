import "server-only";
import { findSuppression } from "./store";

/** Whether a person's mails arrive, for their account's page. */
export type MailState = "arriving" | "coming_back" | "marked_as_spam";

export async function readMailState(address: string): Promise<MailState> {
  const known = await findSuppression(address);
  if (known?.undeliverable) return "coming_back";
  return known?.complained_at ? "marked_as_spam" : "arriving";
}
