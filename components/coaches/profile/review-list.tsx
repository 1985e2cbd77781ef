import type { ReviewView } from "@/lib/reviews/view";
import { Stars } from "../rating";

export function ReviewList({ reviews, firstName }: { reviews: ReviewView[]; firstName: string }) {
  if (reviews.length === 0) {
    return <p className="text-quiet">No reviews yet. After a session, the people who took it can write one here.</p>;
  }
  return (
    <ul className="flex flex-col gap-4">
      {reviews.map((review) => (
        <li key={review.id} className="flex flex-col gap-2 rounded-card border border-hairline bg-card p-4 sm:p-5">
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-quiet">
            <Stars count={review.rating} />
            <span>
              {review.author} · {monthOf(review.created_at)}
            </span>
          </p>
          <p className="whitespace-pre-line">{review.text}</p>
          {review.reply && (
            <p className="border-l-2 border-hairline pl-3 text-sm whitespace-pre-line">
              <strong className="font-semibold">{firstName}</strong> {review.reply}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function monthOf(instant: string): string {
  return new Date(instant).toLocaleDateString("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
}
