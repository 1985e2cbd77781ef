import type { Role } from "@/lib/users/schema";

/** Where a person of that role begins. The coach's and the admin's rooms are named here on the day they open. */
export function homeOf(role: Role): string {
  return role === "consumer" ? "/bookings" : "/";
}
