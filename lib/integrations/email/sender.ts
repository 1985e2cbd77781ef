import "server-only";
import { env } from "@/lib/config/env";

/** Who our mails are from: as configured, and the bare address, which calendar entries name as the organiser. */
export function mailSender(): { from: string; address: string } {
  const { app_url, resend } = env();
  const from = resend?.from ?? `MaestroHub <no-reply@${new URL(app_url).hostname}>`;
  return { from, address: bareAddress(from) };
}

/** "hello@example.com" of "MaestroHub <hello@example.com>". */
export function bareAddress(sender: string): string {
  return (/<([^>]+)>/.exec(sender)?.[1] ?? sender).trim();
}
