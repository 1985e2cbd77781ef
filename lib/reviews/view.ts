import type { ReviewDocument } from "./schema";

/** What a stranger may see of a review: the writer's first name and no id of theirs. */
export interface ReviewView {
  id: string;
  author: string;
  rating: number;
  text: string;
  reply: string | null;
  /** ISO 8601. */
  created_at: string;
}

export function toReviewView(review: ReviewDocument): ReviewView {
  return {
    id: review._id,
    author: review.consumer_name,
    rating: review.rating,
    text: review.text,
    reply: review.reply,
    created_at: review.created_at.toISOString(),
  };
}
