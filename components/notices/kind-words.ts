import {
  BadgeCheck,
  Bell,
  CalendarCheck,
  CalendarX,
  CreditCard,
  Landmark,
  type LucideIcon,
  MailWarning,
  MessageSquare,
  Megaphone,
  ShieldCheck,
  Star,
} from "lucide-react";
import type { NoticeKind } from "@/lib/notifications/schema";

/** What each kind is called, and its sign. */
export const kindWords: Record<NoticeKind, { label: string; icon: LucideIcon }> = {
  booking: { label: "Sessions", icon: CalendarCheck },
  reminder: { label: "Reminders", icon: Bell },
  message: { label: "Messages", icon: MessageSquare },
  review: { label: "Reviews", icon: Star },
  payment: { label: "Payments", icon: CreditCard },
  payout: { label: "Payouts", icon: Landmark },
  approval: { label: "Your profile", icon: BadgeCheck },
  calendar: { label: "Calendars", icon: CalendarX },
  account: { label: "Account", icon: ShieldCheck },
  mail_problem: { label: "Mail problems", icon: MailWarning },
  announcement: { label: "News", icon: Megaphone },
};
