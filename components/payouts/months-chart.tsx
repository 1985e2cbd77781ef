import { formatMoney } from "@/lib/core/money";
import type { MonthFigures } from "@/lib/payouts/totals";

const height = 100;

/** A bar a month: what was sent, and on it what comes. The table under it has the same figures. */
export function MonthsChart({ months, currency }: { months: MonthFigures[]; currency: string }) {
  const most = Math.max(1, ...months.map(({ paid, coming }) => paid + coming));
  const width = 100 / months.length;
  const money = (amount: number) => formatMoney({ amount, currency });
  const total = months.reduce((sum, { paid, coming }) => sum + paid + coming, 0);
  return (
    <figure aria-labelledby={`months-${currency}`} className="flex flex-col gap-2">
      <h2 id={`months-${currency}`} className="text-h3">
        By month
      </h2>
      <svg role="img" aria-label={`What you earn by month, ${money(total)} in all. The table below has the figures.`} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" className="h-40 w-full border-b border-hairline">
        {months.map(({ month, paid, coming }, index) => (
          <g key={month}>
            <rect x={index * width + width * 0.15} width={width * 0.7} y={height - (paid / most) * height} height={(paid / most) * height} className="fill-brand" />
            <rect x={index * width + width * 0.15} width={width * 0.7} y={height - ((paid + coming) / most) * height} height={(coming / most) * height} className="fill-brand opacity-30" />
          </g>
        ))}
      </svg>
      <div aria-hidden="true" className="flex text-sm text-quiet">
        {months.map(({ month }, index) => (
          <span key={month} className={`flex-1 text-center ${(months.length - 1 - index) % 3 === 0 ? "" : "max-sm:invisible"}`}>
            {monthWords(month, "short")}
          </span>
        ))}
      </div>
      <figcaption className="flex flex-wrap gap-x-5 text-sm text-quiet">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-sm bg-brand" /> Sent or paid out
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-sm bg-brand opacity-30" /> Coming
        </span>
        <span className="figures">Most in a month: {money(Math.max(...months.map(({ paid, coming }) => paid + coming)))}</span>
      </figcaption>
      <details className="mt-2">
        <summary className="cursor-pointer text-sm text-brand underline underline-offset-4">The figures by month</summary>
        <table className="figures mt-2 w-full max-w-md text-sm">
          <thead className="text-left text-quiet">
            <tr>
              <th scope="col" className="py-1 pr-3 font-medium">
                Month
              </th>
              <th scope="col" className="py-1 pr-3 text-right font-medium">
                Sent
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Coming
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, paid, coming }) => (
              <tr key={month} className="border-t border-hairline">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  {monthWords(month, "long")}
                </th>
                <td className="py-1 pr-3 text-right">{money(paid)}</td>
                <td className="py-1 text-right">{money(coming)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function monthWords(month: string, length: "short" | "long"): string {
  const options = length === "short" ? ({ month: "short" } as const) : ({ month: "long", year: "numeric" } as const);
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en-US", { timeZone: "UTC", ...options });
}
