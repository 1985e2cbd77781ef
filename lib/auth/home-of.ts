import type { Role } from "@/lib/users/schema";

/** Where a person of that role begins. */
export function homeOf(role: Role): string {
  return { consumer: "/bookings", tutor: "/coach", admin: "/admin" }[role];
}
