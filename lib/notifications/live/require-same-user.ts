import "server-only";
import { AppError } from "@/lib/core/errors";

/** Throws where the window was made for somebody else than who is signed in with this browser now. */
export function requireSameUser(asked: string | undefined, user: { id: string }): void {
  if (asked !== undefined && asked !== user.id) throw new AppError("conflict", "Somebody else has signed in with this browser. Load the page anew.");
}
