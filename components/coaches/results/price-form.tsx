import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { formatMoney } from "@/lib/core/money";
import type { CoachSearch } from "@/lib/tutors/search-params";
import { HiddenParams } from "./hidden-params";

/** Steps in minor units, per currency that is on sale; a link may still say any figure. */
const steps: Record<string, number[]> = {
  usd: [2_000, 3_000, 4_000, 5_000, 7_500, 10_000, 15_000, 20_000],
  inr: [50_000, 100_000, 150_000, 200_000, 300_000, 500_000, 750_000],
};

export function PriceForm({ search }: { search: CoachSearch }) {
  const { currency } = search;
  const options = (current: number | null) => [
    { value: "", label: "Any" },
    ...[...new Set([...(steps[currency] ?? []), ...(current === null ? [] : [current])])]
      .sort((a, b) => a - b)
      .map((amount) => ({ value: String(amount), label: formatMoney({ amount, currency }, { short: true }) })),
  ];
  return (
    <form action="/coaches" className="flex flex-col gap-4 p-3">
      <HiddenParams search={{ ...search, price_min: null, price_max: null }} />
      <input type="hidden" name="currency" value={currency} />
      <div className="grid grid-cols-2 gap-3">
        <Select label="From" name="price_min" defaultValue={search.price_min ?? ""} options={options(search.price_min)} />
        <Select label="To" name="price_max" defaultValue={search.price_max ?? ""} options={options(search.price_max)} />
      </div>
      <p className="text-sm text-quiet">A session&rsquo;s price, about, where a coach is paid in another currency.</p>
      <Button type="submit" isWide>
        Show coaches
      </Button>
    </form>
  );
}
