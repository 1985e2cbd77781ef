import { formatDay } from "@/lib/core/format-time";
import type { EndedBy } from "./schema";

/** "5 sessions of 60 minutes". */
export function packageTitle({ sessions, duration_minutes }: { sessions: number; duration_minutes: number }): string {
  return `${sessions} sessions of ${duration_minutes} minutes`;
}

/** "one session", "3 sessions". */
export function sessionsWords(count: number): string {
  return count === 1 ? "one session" : `${count} sessions`;
}

/** "in 7 days, on Sat, Apr 25". */
export function expiryWords(days: number, expires_at: Date, zone: string): string {
  return `${days === 1 ? "tomorrow" : `in ${days} days`}, on ${formatDay(expires_at, zone)}`;
}

/** How it came, to each of the two; `other` is the other one's first name. */
export function endWords(by: EndedBy, as: "client" | "coach", other: string): string {
  switch (by) {
    case "client":
      return as === "client" ? "You ended it." : `${other} ended it.`;
    case "coach":
      return as === "coach" ? "You ended it." : `${other} ended it.`;
    case "expiry":
      return "Its time was over.";
    case "bank":
      return as === "client" ? "Your bank took the payment back." : "The client’s bank took the payment back.";
    case "maestrohub":
      return `${as === "client" ? other : "The coach"} takes no bookings any more.`;
  }
}
