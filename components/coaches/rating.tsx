import { Star } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CoachCard } from "@/lib/tutors/view";

/** "★ 4.9 (132)", or "New coach" while there is too little to say. */
export function Rating({ rating, noun }: { rating: CoachCard["rating"]; noun?: string }) {
  if (!rating) return <Badge>New coach</Badge>;
  return (
    <span className="inline-flex items-center gap-1">
      <Star aria-hidden="true" className="size-4 fill-saffron stroke-saffron" />
      <span className="sr-only">Rated</span>
      <strong className="font-semibold text-ink">{rating.score.toFixed(1)}</strong>
      <span className="sr-only">of 5 by</span>
      <span>{noun ? `(${rating.count} ${noun})` : `(${rating.count})`}</span>
    </span>
  );
}

export function Stars({ count }: { count: number }) {
  return (
    <span className="inline-flex gap-0.5">
      <span className="sr-only">{count} of 5 stars</span>
      {Array.from({ length: 5 }, (_, i) => (
        <Star key={i} aria-hidden="true" className={i < count ? "size-4 fill-saffron stroke-saffron" : "size-4 fill-hairline stroke-hairline"} />
      ))}
    </span>
  );
}
