import { marketLabel } from "@/components/auth/place";
import type { Tone } from "@/components/ui/badge";
import { policy } from "@/lib/config/policy";
import type { AnnouncementCounts, AnnouncementStatus, LeftOutReason, Segment } from "@/lib/announcements/schema";

export const statusWords: Record<AnnouncementStatus, { word: string; tone: Tone }> = {
  draft: { word: "Draft", tone: "neutral" },
  sending: { word: "Being sent", tone: "info" },
  paused: { word: "Paused", tone: "warning" },
  canceled: { word: "Cancelled", tone: "danger" },
  sent: { word: "Sent", tone: "brand" },
};

export const roleWords: Record<Segment["role"], string> = { anyone: "Clients and coaches", consumer: "Clients", tutor: "Coaches" };

const { announcement_active_days: active, announcement_new_days: fresh } = policy;

export const activityWords: Record<Segment["activity"], string> = {
  anyone: "However active",
  booked_lately: `With a session booked in the last ${active} days`,
  booked_before: `Booked before, but not in the last ${active} days`,
  never_booked: "Never had a session booked",
  new: `Registered in the last ${fresh} days`,
};

/** "Coaches, all regions, registered in the last 30 days". */
export function segmentWords({ role, market_id, activity }: Segment): string {
  const place = market_id === "any" ? "all regions" : marketLabel(market_id);
  const doing = activityWords[activity];
  return [roleWords[role], place, ...(activity === "anyone" ? [] : [doing.charAt(0).toLowerCase() + doing.slice(1)])].join(", ");
}

const leftOutWords: Record<LeftOutReason, [one: string, many: string]> = {
  unsubscribed: ["has turned announcements off", "have turned announcements off"],
  unverified: ["has not confirmed the address", "have not confirmed their address"],
  complained: ["called a mail of ours spam", "called a mail of ours spam"],
  undeliverable: ["has an address that mails come back from", "have an address that mails come back from"],
  deleted: ["has deleted the account", "have deleted their account"],
};

/** "12 have turned announcements off", for each reason that there is. */
export function leftOutList(left_out: AnnouncementCounts["left_out"]): string[] {
  return (Object.keys(leftOutWords) as LeftOutReason[])
    .filter((reason) => left_out[reason] > 0)
    .map((reason) => `${count(left_out[reason])} ${leftOutWords[reason][left_out[reason] === 1 ? 0 : 1]}`);
}

/** "1 person", "1,204 people". */
export function people(number: number): string {
  return number === 1 ? "1 person" : `${count(number)} people`;
}

export function count(number: number): string {
  return number.toLocaleString("en-US");
}

export function titleOf(subject: string): string {
  return subject || "Without a subject";
}
