import "server-only";
import { randomBytes } from "node:crypto";
import { env } from "@/lib/config/env";
import { findUser, giveCalendarToken, takeCalendarToken } from "@/lib/users/store";

export interface FeedAddress {
  /** https, for programs that ask for an address; null until one is made. A secret: whoever has it sees the sessions. */
  url: string | null;
  /** The same for a click: it opens the calendar program of the device. */
  webcal_url: string | null;
}

export async function findFeedAddress(userId: string): Promise<FeedAddress> {
  return addressOf((await findUser(userId))?.calendar_token ?? null);
}

/** Makes the address where there is none. With `renew` the old one stops working at once. */
export async function makeFeedAddress(userId: string, { renew }: { renew: boolean }): Promise<FeedAddress> {
  return addressOf(await giveCalendarToken({ user_id: userId, token: randomBytes(20).toString("base64url"), renew }));
}

export async function removeFeedAddress(userId: string): Promise<void> {
  await takeCalendarToken(userId);
}

function addressOf(token: string | null): FeedAddress {
  if (token === null) return { url: null, webcal_url: null };
  const url = `${env().app_url}/api/calendar/${token}.ics`;
  return { url, webcal_url: url.replace(/^https?:/, "webcal:") };
}
