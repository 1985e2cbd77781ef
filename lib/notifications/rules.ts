import type { MailTask, ReminderLead } from "@/lib/outbox/schema";
import type { UserDocument } from "@/lib/users/schema";
import { type Channel, channels, type NoticeKind, type NoticeSettings, type Topic, topics } from "./schema";

type Chooser = Pick<UserDocument, "notice_settings">;

export const noSettings: NoticeSettings = { off: [], quiet_hours: null };

/**
 * What nobody can turn off, and why. About a booking and money, a person has a right to a record outside of the app; about
 * the security of the account both ways are needed, since a thief reads one of them.
 */
const locked: Partial<Record<Topic, readonly Channel[]>> = {
  booking: ["mail"],
  payment: ["mail"],
  payout: ["mail"],
  approval: ["mail"],
  account: ["app", "mail"],
  mail_problem: ["app"],
};

/** Where a topic has nothing to say: a mail about mails that do not arrive would not arrive. */
const silent: Partial<Record<Topic, readonly Channel[]>> = { mail_problem: ["mail"] };

export function isLocked(topic: Topic, channel: Channel): boolean {
  return locked[topic]?.includes(channel) ?? false;
}

export function hasChannel(topic: Topic, channel: Channel): boolean {
  return !(silent[topic]?.includes(channel) ?? false);
}

/** A switch that is locked counts as on, whatever was stored before it was. */
export function wants({ notice_settings }: Chooser, topic: Topic, channel: Channel): boolean {
  if (!hasChannel(topic, channel)) return false;
  return isLocked(topic, channel) || !(notice_settings?.off.includes(`${topic}:${channel}`) ?? false);
}

/** Whether the person wants this mail at all; asked when it is sent, not when it is written down. */
export function wantsMail(user: Chooser, task: Pick<MailTask, "template"> & { lead?: ReminderLead }): boolean {
  return wants(user, topicOfMail(task), "mail");
}

export function wantsNotice(user: Chooser, notice: { kind: NoticeKind; lead?: ReminderLead }): boolean {
  return wants(user, notice.kind === "reminder" ? reminderTopic(notice.lead) : notice.kind, "app");
}

/** `never` waits · `unless_soon`: waits, but not past the moment 24 hours before the session · `always` waits. */
export type Patience = "never" | "unless_soon" | "always";

/** What each mail is about, and whether it lets somebody sleep. A new template finds its place here before it compiles. */
const mails: Record<MailTask["template"], { topic: Exclude<Topic, "reminder_day" | "reminder_hour"> | "reminder"; waits: Patience }> = {
  welcome: { topic: "account", waits: "never" },
  "password-reset": { topic: "account", waits: "never" },
  "address-change": { topic: "account", waits: "never" },
  "address-change-notice": { topic: "account", waits: "never" },
  "security-notice": { topic: "account", waits: "never" },
  "booking-confirmation": { topic: "booking", waits: "never" },
  "new-booking": { topic: "booking", waits: "unless_soon" },
  "session-canceled": { topic: "booking", waits: "unless_soon" },
  "session-rescheduled": { topic: "booking", waits: "unless_soon" },
  "session-reported": { topic: "booking", waits: "unless_soon" },
  "problem-decided": { topic: "booking", waits: "always" },
  "payout-sent": { topic: "payout", waits: "always" },
  "sponsorship-action-required": { topic: "payment", waits: "always" },
  "sponsorship-payment-failed": { topic: "payment", waits: "always" },
  "package-bought": { topic: "payment", waits: "never" },
  "package-sold": { topic: "payment", waits: "always" },
  "package-expiring": { topic: "booking", waits: "always" },
  "package-ended": { topic: "payment", waits: "unless_soon" },
  "service-alert": { topic: "account", waits: "never" },
  "session-reminder": { topic: "reminder", waits: "never" },
  "payment-receipt": { topic: "payment", waits: "never" },
  "payment-failed": { topic: "payment", waits: "never" },
  "booking-refunded": { topic: "payment", waits: "never" },
  "coach-approval": { topic: "approval", waits: "always" },
  "coach-changes-requested": { topic: "approval", waits: "always" },
  "coach-suspended": { topic: "approval", waits: "never" },
  "calendar-failed": { topic: "calendar", waits: "always" },
  // The sample that an admin asks for. Those to everybody ask `wants(…, "announcement", "mail")` when they are sent.
  announcement: { topic: "account", waits: "never" },
  // To an address that may have no account: there are no settings to ask, and the coach's own say nothing about it.
  invite: { topic: "account", waits: "never" },
};

export function patienceOf(template: MailTask["template"]): Patience {
  return mails[template].waits;
}

function topicOfMail({ template, lead }: Pick<MailTask, "template"> & { lead?: ReminderLead }): Topic {
  const { topic } = mails[template];
  return topic === "reminder" ? reminderTopic(lead) : topic;
}

function reminderTopic(lead: ReminderLead = "hour"): Topic {
  return lead === "day" ? "reminder_day" : "reminder_hour";
}

export const urgent_within_ms = 24 * 3_600_000;

/** Reminders and the account's security ring at any hour, and whatever changes a session that is less than a day away. */
export function isUrgentNotice({ kind, concerns_at, now }: { kind: NoticeKind; concerns_at?: Date; now: Date }): boolean {
  if (kind === "reminder" || kind === "account") return true;
  return concerns_at !== undefined && concerns_at.getTime() - now.getTime() < urgent_within_ms;
}

/** The settings with these switches turned; what cannot be switched stays as it is. */
export function withSwitches(settings: NoticeSettings, changes: { topic: Topic; channel: Channel; is_on: boolean }[]): NoticeSettings {
  const off = new Set(settings.off);
  for (const { topic, channel, is_on } of changes) {
    if (is_on || isLocked(topic, channel) || !hasChannel(topic, channel)) off.delete(`${topic}:${channel}`);
    else off.add(`${topic}:${channel}`);
  }
  // Always in one order, so that equal choices are equal documents.
  return { ...settings, off: topics.flatMap((topic) => channels.map((channel) => `${topic}:${channel}` as const)).filter((each) => off.has(each)) };
}
