/** What a line can be about; the page can be narrowed to one of them. */
export const noticeKinds = [
  "booking",
  "reminder",
  "message",
  "review",
  "payment",
  "payout",
  "approval",
  "calendar",
  "account",
  "mail_problem",
  "announcement",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** A line for one person in the app. `key` is unique: the same reason never makes a second one. */
export interface NotificationDocument {
  _id: string;
  user_id: string;
  key: string;
  kind: NoticeKind;
  title: string;
  body: string;
  /** A path of ours that it leads to. */
  href: string;
  read_at: Date | null;
  created_at: Date;
  /** Rings in quiet hours too. */
  is_urgent?: boolean;
  /** Present until it has its number (number-notices.ts). */
  is_unnumbered?: true;
  /** One series for all people, by the order in which the rows became visible: what a stream goes by. Given once. */
  seq?: number;
}

/** What can be switched: the kinds, with the two reminders apart. */
export const topics = [
  "booking",
  "reminder_day",
  "reminder_hour",
  "message",
  "review",
  "payment",
  "payout",
  "approval",
  "calendar",
  "account",
  "mail_problem",
  "announcement",
] as const;
export type Topic = (typeof topics)[number];

export const channels = ["app", "mail"] as const;
export type Channel = (typeof channels)[number];

/** "announcement:mail". */
export type NoticeSwitch = `${Topic}:${Channel}`;

/** What a person has chosen. Absent means: everything, at any hour. */
export interface NoticeSettings {
  /** Only what was turned off, so that a topic which comes later begins as on. */
  off: NoticeSwitch[];
  quiet_hours: QuietHours | null;
}

/** Wall clock in the person's own zone; an end before the start is the next morning's. */
export interface QuietHours {
  start_minute: number;
  end_minute: number;
}
