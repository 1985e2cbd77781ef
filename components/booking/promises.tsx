import { CalendarCheck2, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { SessionWords } from "./session-words";

/** Until when a cancellation is free, as dates, and when the coach is paid. */
export function Promises({ words }: { words: Pick<SessionWords, "terms" | "first_name"> }) {
  return (
    <ul className="space-y-1.5">
      <Line icon={<CalendarCheck2 aria-hidden="true" className="size-5 stroke-[1.5]" />}>
        <Terms terms={words.terms} />
      </Line>
      <Line icon={<ShieldCheck aria-hidden="true" className="size-5 stroke-[1.5]" />}>{words.first_name} is paid only after the session.</Line>
    </ul>
  );
}

export function Terms({ terms }: { terms: SessionWords["terms"] }) {
  const [first, ...later] = terms;
  if (!first) return <>This session is too near to be cancelled for a refund.</>;
  return (
    <span className="figures">
      {first.lead} <strong className="font-semibold">{first.until}</strong>.
      {later.map((term) => ` ${term.lead} ${term.until}.`)}
    </span>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}
