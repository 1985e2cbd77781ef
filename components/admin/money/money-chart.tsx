import { dayWords } from "@/components/admin/day-chart";
import { formatMoney } from "@/lib/core/money";
import type { MoneyView } from "@/lib/ledger/read-money";

const figures = [
  { name: "gross", title: "Gross", meaning: "What clients paid", color: "fill-brand" },
  { name: "fees", title: "Our fees", meaning: "Less those of refunds", color: "fill-saffron" },
  { name: "refunds", title: "Refunds", meaning: "And disputes that were lost", color: "fill-danger" },
  { name: "payouts", title: "Payouts", meaning: "Transfers to coaches", color: "fill-info" },
] as const;

const height = 48;

/** Four charts of one scale, a bar a day; the table under them has the same figures. */
export function MoneyChart({ chart }: { chart: MoneyView["charts"][number] }) {
  const { currency, days, total } = chart;
  const most = Math.max(1, ...days.flatMap((day) => figures.map(({ name }) => Math.abs(day[name]))));
  const money = (amount: number) => formatMoney({ amount, currency });
  const busy = days.filter((day) => figures.some(({ name }) => day[name] !== 0)).toReversed();
  return (
    <section aria-labelledby={`chart-${currency}`} className="flex flex-col gap-4">
      <h3 id={`chart-${currency}`} className="text-h4">
        {currency.toUpperCase()}
      </h3>
      <div className="grid gap-4 sm:grid-cols-2">
        {figures.map(({ name, title, meaning, color }) => (
          <figure key={name} className="rounded-card border border-hairline bg-card p-4">
            <figcaption className="figures flex flex-wrap items-baseline justify-between gap-x-4">
              <span>
                <span className="font-medium">{title}</span> <span className="text-sm text-quiet">{meaning}</span>
              </span>
              <span className="text-lg font-semibold">{money(total[name])}</span>
            </figcaption>
            <svg aria-hidden="true" viewBox={`0 0 ${days.length * 10} ${height}`} preserveAspectRatio="none" className="mt-3 h-14 w-full">
              <line x1="0" x2={days.length * 10} y1={height - 0.5} y2={height - 0.5} className="stroke-hairline" vectorEffect="non-scaling-stroke" />
              {days.map((day, i) => {
                const bar = (Math.abs(day[name]) / most) * (height - 2);
                return bar > 0 && <rect key={day.day} x={i * 10 + 1} y={height - bar} width="8" height={bar} className={color} />;
              })}
            </svg>
            <div aria-hidden="true" className="figures mt-1 flex justify-between text-sm text-quiet">
              <span>{dayWords(days[0]?.day)}</span>
              <span>{dayWords(days.at(-1)?.day)}</span>
            </div>
          </figure>
        ))}
      </div>
      <details>
        <summary className="link w-fit cursor-pointer">The figures of each day in {currency.toUpperCase()}</summary>
        <div role="region" tabIndex={0} aria-label={`Each day in ${currency.toUpperCase()}`} className="mt-3 overflow-x-auto">
          <table className="figures w-full text-left">
            <caption className="sr-only">By day, in UTC</caption>
            <thead className="border-b border-hairline text-sm text-quiet">
              <tr>
                {["Day", ...figures.map(({ title }) => title)].map((head, i) => (
                  <th key={head} scope="col" className={i === 0 ? "py-2 font-medium" : "py-2 pl-4 text-right font-medium"}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {busy.map((day) => (
                <tr key={day.day} className="border-b border-hairline">
                  <th scope="row" className="py-2 font-normal whitespace-nowrap">
                    {dayWords(day.day)}
                  </th>
                  {figures.map(({ name }) => (
                    <td key={name} className="py-2 pl-4 text-right">
                      {money(day[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
