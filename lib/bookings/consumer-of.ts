import "server-only";
import { findGuestId } from "./guest";

/** The ids under which the caller of a request may own bookings: the account, and the visitor that this browser was before. */
export function consumerIdsOf(request: Request, user: { id: string } | null): (string | null)[] {
  return [user?.id ?? null, findGuestId(request.headers.get("cookie"))];
}
