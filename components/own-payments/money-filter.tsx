import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { OwnMoneyFilter } from "@/lib/own-payments/filter";

/** Works before any script: the address says what is shown. */
export function MoneyFilter({ filter, years }: { filter: OwnMoneyFilter; years: number[] }) {
  const known = filter.year !== null && !years.includes(filter.year) ? [filter.year, ...years] : years;
  return (
    <form className="grid max-w-xl items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
      <Select
        label="Show"
        name="kind"
        defaultValue={filter.kind}
        options={[
          { value: "all", label: "Payments and refunds" },
          { value: "payments", label: "Payments only" },
          { value: "refunds", label: "Refunds only" },
        ]}
      />
      <Select
        label="Year"
        name="year"
        defaultValue={filter.year === null ? "" : String(filter.year)}
        options={[{ value: "", label: "All years" }, ...known.map((year) => ({ value: String(year), label: String(year) }))]}
      />
      <Button type="submit" variant="secondary" className="justify-self-start">
        Show
      </Button>
    </form>
  );
}
