import type { Role } from "@/lib/users/schema";

/** Where a person of that role is at home. */
export function homeOf(role: Role): string {
  if (role === "admin") return "/admin";
  return role === "tutor" ? "/coach" : "/bookings";
}
