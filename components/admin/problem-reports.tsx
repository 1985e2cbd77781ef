import { momentWords } from "@/components/booking/session-words";
import type { AdminProblem } from "@/lib/bookings/read-problems";
import { formatMoney } from "@/lib/core/money";

/** Both sides in their own words, and the decision where there is one. */
export function ProblemReports({ problem, zone }: { problem: AdminProblem; zone: string }) {
  const { reports, decision, client, coach } = problem;
  const silent = reports.length === 1 ? (reports[0]?.by === "client" ? coach : client) : null;
  return (
    <section aria-labelledby="reports" className="flex flex-col gap-4">
      <h2 id="reports" className="text-h3">
        What was said
      </h2>
      <ol className="flex flex-col gap-4">
        {reports.map((report) => (
          <li key={report.by} className="border-l-2 border-hairline pl-4">
            <p className="font-medium">
              {report.by === "client" ? `${client.name}, the client` : `${coach.name}, the coach`}
              {report.kind === "no_show" && ": the other one did not come"}
            </p>
            <p className="whitespace-pre-line">{report.note ?? <span className="text-quiet">No words beside it.</span>}</p>
            <p className="figures text-sm text-quiet">{momentWords(new Date(report.at), zone)}</p>
          </li>
        ))}
      </ol>
      {silent && !decision && <p className="text-quiet">{silent.name} has not answered yet.</p>}
      {decision && (
        <div className="border-l-2 border-brand pl-4">
          <p className="figures font-medium">
            {decision.decided_by} decided: {outcomes[decision.outcome]}; {decision.refund_percent} % back, {formatMoney({ amount: decision.refund_amount, currency: problem.price.currency })}
          </p>
          {decision.note && <p className="whitespace-pre-line">{decision.note}</p>}
          <p className="figures text-sm text-quiet">{momentWords(new Date(decision.at), zone)}</p>
        </div>
      )}
    </section>
  );
}

const outcomes = { took_place: "it took place", client_absent: "the client did not come", coach_absent: "the coach did not come" };
