import { marketWords } from "@/components/admin/funnel-words";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { type MoneyFilter, periods } from "@/lib/ledger/filter";

/** Works before any script: the address says what is shown. */
export function MoneyFilterForm({ filter, markets, currencies }: { filter: MoneyFilter; markets: string[]; currencies: string[] }) {
  const withChosen = (known: string[], chosen: string | null) => (chosen && !known.includes(chosen) ? [...known, chosen] : known);
  return (
    <form className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]">
      <Select label="Period" name="days" defaultValue={String(filter.days)} options={periods.map((days) => ({ value: String(days), label: `Last ${days} days` }))} />
      <Select label="Market" name="market" defaultValue={filter.market ?? ""} options={[{ value: "", label: "All markets" }, ...withChosen(markets, filter.market).map((value) => ({ value, label: marketWords(value) }))]} />
      <Select label="Currency" name="currency" defaultValue={filter.currency ?? ""} options={[{ value: "", label: "All currencies" }, ...withChosen(currencies, filter.currency).map((value) => ({ value, label: value.toUpperCase() }))]} />
      <Button type="submit" variant="secondary" className="justify-self-start">
        Show
      </Button>
    </form>
  );
}
