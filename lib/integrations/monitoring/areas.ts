/** Whose concern an error is: by it alerts are sent, and an admin knows where to look. */
export type ErrorArea = "http" | "auth" | "payments" | "bookings" | "mail" | "worker" | "pages" | "pictures" | "notices";

/** By the path of a page or a route. */
export function areaOf(path: string): ErrorArea {
  const found = byPath.find(([pattern]) => pattern.test(path));
  if (found) return found[1];
  return path.startsWith("/api/") ? "http" : "pages";
}

const byPath: [RegExp, ErrorArea][] = [
  [/^\/(api\/(payments|stripe|tutor\/(connect-stripe|stripe-dashboard))|checkout)(\/|$)/, "payments"],
  [/^\/(api\/notices|notices|account\/notices)(\/|$)/, "notices"],
  [/^\/(api\/account|account|sign-in|register|forgot-password|reset-password|verify-email)(\/|$)/, "auth"],
  [/^\/(api\/(bookings|tutors\/[^/]+\/slots)|bookings|coach\/bookings)(\/|$)/, "bookings"],
  [/^\/api\/(images|users\/profile-picture|tutor\/(portfolio|documents))(\/|$)/, "pictures"],
];
