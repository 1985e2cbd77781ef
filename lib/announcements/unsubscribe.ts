import "server-only";
import { AppError } from "@/lib/core/errors";
import { maskAddress } from "@/lib/core/mask-address";
import { turnAnnouncements } from "@/lib/notifications/change-settings";
import { wants } from "@/lib/notifications/rules";
import { findUser } from "@/lib/users/store";
import { readUnsubscribeToken } from "./unsubscribe-token";

/** Turns announcements by mail off or on for whoever the link was sent to. Repeating it changes nothing; an account that is gone gets none anyway. */
export async function turnByLink({ token, is_on, now }: { token: string; is_on: boolean; now: Date }): Promise<void> {
  const user = await findUser(requireOwner(token));
  if (user && !user.deleted_at) await turnAnnouncements({ user_id: user._id, is_on, now });
}

/** What the page behind the link shows; null for a link that is not ours, or whose account is gone. */
export async function readSubscription(token: string): Promise<{ address: string; is_on: boolean } | null> {
  const user_id = readUnsubscribeToken(token);
  const user = user_id && (await findUser(user_id));
  if (!user || user.deleted_at) return null;
  return { address: maskAddress(user.email), is_on: wants(user, "announcement", "mail") };
}

function requireOwner(token: string): string {
  const user_id = readUnsubscribeToken(token);
  if (!user_id) throw new AppError("not_found", "This link is not one of ours. Copy the whole of it from the mail.");
  return user_id;
}
