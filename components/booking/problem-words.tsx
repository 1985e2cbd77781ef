import type { ProblemView } from "@/lib/bookings/problem-view";
import { momentWords } from "./session-words";

/** What was said about a session and what was decided, for one of its two parties. */
export function ProblemWords({ problem, other, zone }: { problem: ProblemView; other: string; zone: string }) {
  const { own, others, decision } = problem;
  const when = (at: string) => momentWords(new Date(at), zone);
  return (
    <section aria-labelledby="reported" className="print:hidden">
      <h2 id="reported" className="text-h3">
        What was reported
      </h2>
      <ul className="figures mt-3 flex flex-col gap-3">
        {own && (
          <li className="border-l-2 border-hairline pl-4">
            <p>{own.kind === "no_show" ? `You said that ${other} did not come.` : "You told us how it was."}</p>
            {own.note && <p className="whitespace-pre-line text-quiet">{own.note}</p>}
            <p className="text-sm text-quiet">{when(own.at)}</p>
          </li>
        )}
        {others && (
          <li className="border-l-2 border-hairline pl-4">
            <p>{others.kind === "no_show" ? `${other} said that you did not come.` : own ? `${other} told us their side.` : `${other} reported a problem.`}</p>
            <p className="text-sm text-quiet">{when(others.at)}</p>
          </li>
        )}
        {decision && (
          <li className="border-l-2 border-brand pl-4">
            <p className="font-medium">{found(decision.outcome)}</p>
            {decision.note && <p className="whitespace-pre-line">{decision.note}</p>}
            <p className="text-sm text-quiet">{when(decision.at)}</p>
          </li>
        )}
      </ul>
    </section>
  );
}

function found(outcome: NonNullable<ProblemView["decision"]>["outcome"]): string {
  if (outcome === "took_place") return "We decided: the session took place.";
  return outcome === "coach_absent" ? "We decided: the coach did not come." : "We decided: the client did not come.";
}
