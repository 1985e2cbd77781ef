import { formatMoney, type Money } from "@/lib/core/money";

export function PriceLines({ price }: { price: Money }) {
  const amount = formatMoney(price);
  return (
    <dl className="figures">
      <div className="flex justify-between gap-4">
        <dt>Session</dt>
        <dd>{amount}</dd>
      </div>
      <div className="mt-2 flex justify-between gap-4 text-quiet">
        <dt>Service fee</dt>
        <dd>included</dd>
      </div>
      <div className="mt-3.5 flex items-baseline justify-between gap-4 border-t border-hairline pt-3">
        <dt className="font-semibold">Total today</dt>
        <dd className="font-display text-[1.375rem] font-semibold">{amount}</dd>
      </div>
    </dl>
  );
}
