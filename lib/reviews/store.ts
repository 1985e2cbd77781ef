import "server-only";
import { collections } from "@/lib/db/collections";
import type { ReviewDocument } from "./schema";

/** The public reviews of a coach, the newest first. */
export function listPublicReviews(tutorId: string, limit = 20): Promise<ReviewDocument[]> {
  return collections()
    .reviews.find({ tutor_id: tutorId, is_public: true })
    .sort({ created_at: -1, _id: 1 })
    .limit(limit)
    .toArray();
}
