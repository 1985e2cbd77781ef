import "server-only";
import { listPublicReviews } from "./store";
import { toReviewView, type ReviewView } from "./view";

/** The newest public reviews of a coach, as a stranger may see them. */
export async function listCoachReviews(tutorId: string): Promise<ReviewView[]> {
  return (await listPublicReviews(tutorId)).map(toReviewView);
}
