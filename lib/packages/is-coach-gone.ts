import type { TutorDocument } from "@/lib/tutors/schema";

/** Whoever is not taught any more has not ended anything: what a package cost less stays the client's. A pause passes. */
export function isCoachGone(tutor: Pick<TutorDocument, "status" | "is_published"> | null): boolean {
  return !tutor || tutor.status !== "approved" || !tutor.is_published;
}
