import { categories } from "./catalogue";
import type { CoachSearch } from "./search-params";

export type RelaxableFilter = "text" | "subject" | "category" | "price" | "modality";

export interface Relaxed {
  /** The tightest one: leaving it out helped most. */
  filter: RelaxableFilter;
  /** Everything that was left out, to be read after "without": "the price limit", "“harp” and the subject Cello". */
  label: string;
}

/**
 * Leaves out the filter that keeps most coaches away, and a further one as long as nobody is left. Ties go to what was
 * said most loosely.
 */
export async function relaxSearch(
  search: CoachSearch,
  count: (search: CoachSearch) => Promise<number>,
): Promise<{ search: CoachSearch; relaxed: Relaxed | null; total: number }> {
  const left_out: { filter: RelaxableFilter; label: string }[] = [];
  let current = search;
  let total = 0;
  while (total === 0) {
    const tries = await Promise.all(
      activeFilters(current).map(async (filter) => {
        const without = { ...current, ...emptied[filter] };
        return { filter, without, total: await count(without), alone: await count(only(current, filter)) };
      }),
    );
    // Where no single one helps, the one that even alone lets the fewest through is the tightest.
    const best = tries.sort((a, b) => b.total - a.total || a.alone - b.alone)[0];
    if (!best) break;
    left_out.push({ filter: best.filter, label: labels[best.filter](current) });
    ({ without: current, total } = best);
  }
  const first = left_out[0];
  return { search: current, total, relaxed: first ? { filter: first.filter, label: listed(left_out.map(({ label }) => label)) } : null };
}

const order: RelaxableFilter[] = ["price", "modality", "text", "subject", "category"];

const emptied: Record<RelaxableFilter, Partial<CoachSearch>> = {
  text: { text: null },
  subject: { subject: null },
  category: { category: null },
  price: { price_min: null, price_max: null },
  modality: { modality: null },
};

const labels: Record<RelaxableFilter, (search: CoachSearch) => string> = {
  text: ({ text }) => `“${text}”`,
  subject: ({ subject }) => `the subject ${subject}`,
  category: ({ category }) => `the category ${category && categories[category].label}`,
  price: () => "the price limit",
  modality: ({ modality }) => (modality === "in_person" ? "meeting in person" : modality === "online" ? "meeting online" : "meeting online and in person"),
};

function activeFilters(search: CoachSearch): RelaxableFilter[] {
  const isActive: Record<RelaxableFilter, boolean> = {
    text: search.text !== null,
    subject: search.subject !== null,
    category: search.category !== null,
    price: search.price_min !== null || search.price_max !== null,
    modality: search.modality !== null,
  };
  return order.filter((filter) => isActive[filter]);
}

function only(search: CoachSearch, kept: RelaxableFilter): CoachSearch {
  return order.reduce((rest, filter) => (filter === kept ? rest : { ...rest, ...emptied[filter] }), search);
}

function listed(labels: string[]): string {
  return labels.length < 2 ? labels.join("") : `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}
