import { Search } from "lucide-react";
import { RemovableChip } from "@/components/ui/chip";
import { formatMoney } from "@/lib/core/money";
import { categories, categoryIds, modalities, type Modality } from "@/lib/tutors/catalogue";
import { coachSearchPath, type CoachSearch } from "@/lib/tutors/search-params";
import { ChoiceLinks } from "./choice-links";
import { CloseMenus } from "./close-menus";
import { FilterMenu } from "./filter-menu";
import { HiddenParams } from "./hidden-params";
import { PriceForm } from "./price-form";

export function FilterBar({ search }: { search: CoachSearch }) {
  return (
    <div className="border-b border-hairline bg-card">
      <div className="wrap flex flex-col gap-3 py-4 lg:flex-row lg:items-center">
        <TextSearch search={search} />
        {/* The key closes an open menu when a choice in it has changed the address. */}
        <div key={coachSearchPath(search)} className="-mx-4 flex items-center gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0">
          <CategoryFilter search={search} />
          <SubjectFilter search={search} />
          <ModalityFilter search={search} />
          <PriceFilter search={search} />
          <CloseMenus />
        </div>
      </div>
    </div>
  );
}

function TextSearch({ search }: { search: CoachSearch }) {
  return (
    <form action="/coaches" role="search" className="relative lg:w-75 lg:shrink-0">
      <HiddenParams search={{ ...search, text: null }} />
      <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2" />
      <input
        key={search.text}
        type="search"
        name="text"
        defaultValue={search.text ?? ""}
        placeholder="Subject, skill or name"
        aria-label="What you want to learn"
        maxLength={100}
        className="h-11 w-full rounded-control border border-field bg-card pr-3 pl-11 placeholder:text-quiet hover:border-ink"
      />
    </form>
  );
}

function CategoryFilter({ search }: { search: CoachSearch }) {
  if (search.category) {
    return <RemovableChip label={categories[search.category].label} href={coachSearchPath(search, { category: null, subject: null })} />;
  }
  return (
    <FilterMenu label="Category">
      <ChoiceLinks choices={categoryIds.map((id) => ({ label: categories[id].label, href: coachSearchPath(search, { category: id, subject: null }) }))} />
    </FilterMenu>
  );
}

function SubjectFilter({ search }: { search: CoachSearch }) {
  if (search.subject) return <RemovableChip label={search.subject} href={coachSearchPath(search, { subject: null })} />;
  if (!search.category) return null;
  return (
    <FilterMenu label="Subject">
      <ChoiceLinks choices={categories[search.category].subjects.map((subject) => ({ label: subject, href: coachSearchPath(search, { subject }) }))} />
    </FilterMenu>
  );
}

function ModalityFilter({ search }: { search: CoachSearch }) {
  if (search.modality) return <RemovableChip label={modalities[search.modality]} href={coachSearchPath(search, { modality: null })} />;
  return (
    <FilterMenu label="How you meet">
      <ChoiceLinks
        choices={(Object.keys(modalities) as Modality[]).map((modality) => ({ label: modalities[modality], href: coachSearchPath(search, { modality }) }))}
      />
    </FilterMenu>
  );
}

function PriceFilter({ search }: { search: CoachSearch }) {
  if (search.price_min !== null || search.price_max !== null) {
    return <RemovableChip label={priceLabel(search)} href={coachSearchPath(search, { price_min: null, price_max: null })} />;
  }
  return (
    <FilterMenu label="Price">
      <PriceForm search={search} />
    </FilterMenu>
  );
}

function priceLabel({ price_min, price_max, currency }: CoachSearch): string {
  const show = (amount: number) => formatMoney({ amount, currency }, { short: true });
  if (price_min !== null && price_max !== null) return `${show(price_min)} to ${show(price_max)}`;
  return price_min !== null ? `From ${show(price_min)}` : `Up to ${show(price_max ?? 0)}`;
}
