import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/config/env";

/** In a rendered announcement, where each reader's own token goes. */
export const token_place = "token-of-the-reader";

/** Who has it has the mailbox. It can turn announcements off and on for this person, and nothing else; it never lapses. */
export function unsubscribeToken(userId: string): string {
  return `${userId}.${signatureOf(userId)}`;
}

/** Whose token it is; null for one that we did not sign. */
export function readUnsubscribeToken(token: string): string | null {
  const [userId = "", signature = ""] = token.split(".");
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(userId))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? userId : null;
}

export function unsubscribeUrl(token: string): string {
  return `${env().app_url}/unsubscribe/${token}`;
}

/** One press in the mail program itself: RFC 2369 and RFC 8058. */
export function unsubscribeHeaders(token: string): Record<string, string> {
  return { "List-Unsubscribe": `<${env().app_url}/api/unsubscribe/${token}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

function signatureOf(userId: string): string {
  return createHmac("sha256", env().auth_secret).update(`unsubscribe-announcements:${userId}`).digest("base64url");
}
