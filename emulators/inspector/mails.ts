import type { EmulatorContext } from "../emulator.ts";
import { emails } from "../resend/emails.ts";
import type { StoredEmail } from "../resend/emails.ts";

/** Newest first; `to` is an address as a mail client would compare it, without name and without case. */
export function findMails(context: EmulatorContext, to: string | null): StoredEmail[] {
  const wanted = to === null ? null : addressOf(to);
  return context.store
    .list<StoredEmail>(emails)
    .filter((mail) => wanted === null || [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])].some((address) => addressOf(address) === wanted))
    .reverse();
}

export function findMail(context: EmulatorContext, id: string): StoredEmail | null {
  return context.store.get<StoredEmail>(emails, id);
}

/** "leah@example.com" from "Leah Brandt <leah@example.com>". */
function addressOf(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}
