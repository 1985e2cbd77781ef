import { CalendarOff } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";

interface PausedCardProps {
  firstName: string;
  /** True where the coach has closed the book; otherwise there is simply no time left. */
  isPaused: boolean;
  similarPath: string;
}

export function PausedCard({ firstName, isPaused, similarPath }: PausedCardProps) {
  return (
    <section aria-label="Choose a time" className="flex flex-col items-start gap-3 rounded-card border border-hairline bg-card p-6 shadow-float">
      <CalendarOff aria-hidden="true" className="size-6 text-brand" />
      <h2 className="text-h4">{isPaused ? `${firstName} is taking a break` : `${firstName} is fully booked`}</h2>
      <p className="text-quiet">
        {isPaused ? "No new sessions can be booked at the moment." : "There is no free time in the weeks that are open for booking."} Sessions that are already booked take
        place.
      </p>
      <LinkButton href={similarPath} variant="secondary" className="mt-2">
        Coaches like {firstName}
      </LinkButton>
    </section>
  );
}
