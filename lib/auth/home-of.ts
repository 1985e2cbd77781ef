import type { Role } from "@/lib/users/schema";

/** Where a person of that role begins. The admin's room is named here on the day it opens. */
export function homeOf(role: Role): string {
  return { consumer: "/bookings", tutor: "/coach", admin: "/" }[role];
}
