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
}

export type NoticeKind = "approval" | "booking" | "calendar" | "account";
