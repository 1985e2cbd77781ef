import "server-only";
import type { Recipient } from "@/emails/parts/session";
import { fallbackLanguage } from "@/lib/core/language";
import { PermanentFailure } from "@/lib/jobs/queue";
import type { UserDocument } from "@/lib/users/schema";
import { findUser } from "@/lib/users/store";

/** Who the mail is for. An account may be deleted while its mails wait: they are never sent, and not tried again. */
export async function requireRecipient(userId: string): Promise<UserDocument> {
  const user = await findUser(userId);
  if (!user || user.deleted_at) throw new PermanentFailure(`there is no one to write to: ${userId}`);
  return user;
}

/** How a mail speaks to a person: by name, in their zone and their language. */
export function readerOf({ name, timezone, language = fallbackLanguage }: UserDocument): Recipient {
  return { name, timezone, language };
}
