"use client";

import type { FormEvent } from "react";
import { useNow } from "@/components/clock/use-now";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";
import { formatSoon } from "@/lib/core/format-time";
import { useHold } from "./use-hold";

interface HoldButtonsProps {
  coach: { id: string; slug: string; name: string; duration_minutes: number };
  /** Labels come from the server, so that both sides write the same words. */
  times: { starts_at: string; label: string }[];
  zone: string;
  look: "column" | "row";
  /** Marks the first time: once a page, where the eye should land. */
  isFirstMarked?: boolean;
}

/** A coach's next times; one press takes the time. Before any script has come, a press opens the coach's page at that time. */
export function HoldButtons({ coach, times, zone, look, isFirstMarked = false }: HoldButtonsProps) {
  const now = useNow();
  const { hold, pending, problem } = useHold({ tutorId: coach.id, durationMinutes: coach.duration_minutes });
  const shown = problem?.nearest.length ? problem.nearest.map((starts_at) => ({ starts_at, label: formatSoon(new Date(starts_at), zone, now) })) : times;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const button = (event.nativeEvent as SubmitEvent).submitter;
    if (button instanceof HTMLButtonElement) void hold(button.value);
  }

  return (
    <div>
      <p role="status" className={classNames("text-sm text-danger", problem && "mb-2")}>
        {problem && (problem.nearest.length ? "That time was just taken. Free close to it:" : problem.message)}
      </p>
      <form action={`/coaches/${coach.slug}`} onSubmit={submit} className={looks[look].list}>
        {shown.map((time, index) => (
          <button
            key={time.starts_at}
            name="at"
            value={time.starts_at}
            aria-busy={pending === time.starts_at || undefined}
            aria-disabled={pending !== undefined || undefined}
            className={classNames(
              "figures inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors",
              "hover:border-brand hover:bg-brand-tint hover:text-brand aria-disabled:cursor-wait",
              pending === time.starts_at || (isFirstMarked && index === 0 && !problem) ? "border-brand bg-brand-tint text-brand" : "border-hairline bg-card",
              looks[look].button,
            )}
          >
            {pending === time.starts_at && <Spinner />}
            <span className="sr-only">Book {coach.name}, </span>
            {time.label}
          </button>
        ))}
      </form>
    </div>
  );
}

const looks = {
  column: { list: "flex flex-wrap gap-2 lg:grid", button: "min-h-11 grow basis-0 px-2 text-[0.9375rem] max-sm:px-1 max-sm:text-[0.8125rem] lg:min-h-10" },
  row: { list: "flex flex-wrap gap-1.5", button: "min-h-8 px-2 text-[0.8125rem]" },
};
