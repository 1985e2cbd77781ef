import type { Topic } from "@/lib/notifications/schema";
import type { Role } from "@/lib/users/schema";

interface TopicWords {
  label: string;
  hint: string;
  /** Only for those who coach. */
  is_for_coaches?: boolean;
}

export const reminderWords: { topic: Topic; label: string; hint: string }[] = [
  { topic: "reminder_day", label: "A day before", hint: "24 hours before each session." },
  { topic: "reminder_hour", label: "An hour before", hint: "With the way to the session." },
];

const words: Record<Exclude<Topic, "reminder_day" | "reminder_hour">, TopicWords> = {
  booking: { label: "Sessions", hint: "Booked, moved or cancelled." },
  message: { label: "Messages", hint: "When somebody writes to you." },
  review: { label: "Reviews", hint: "When one can be written, or was." },
  payment: { label: "Payments", hint: "Receipts, refunds and payments that failed." },
  payout: { label: "Payouts", hint: "Money on its way to your bank.", is_for_coaches: true },
  approval: { label: "Your profile", hint: "What we decide about it.", is_for_coaches: true },
  calendar: { label: "Your other calendars", hint: "When one of them cannot be read.", is_for_coaches: true },
  account: { label: "Account and security", hint: "Password, address and second factor." },
  mail_problem: { label: "Mails that do not arrive", hint: "When your mailbox refuses what we send." },
  announcement: { label: "News from MaestroHub", hint: "Now and then. Each such mail has a link that stops them, too." },
};

export function topicsFor(role: Role): { topic: Topic; label: string; hint: string }[] {
  const all = Object.entries(words) as [keyof typeof words, TopicWords][];
  return all.filter(([, { is_for_coaches }]) => !is_for_coaches || role === "tutor").map(([topic, { label, hint }]) => ({ topic, label, hint }));
}
