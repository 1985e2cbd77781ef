import Link from "next/link";
import { categories, categoryIds } from "@/lib/tutors/catalogue";
import { CategoryIcon } from "../category-icon";

export function CategoryTiles() {
  return (
    <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-5">
      {categoryIds.map((id) => (
        <li key={id}>
          <Link
            href={`/coaches?category=${id}`}
            className="flex h-full min-h-28 flex-col rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand sm:p-[1.125rem]"
          >
            <CategoryIcon category={id} className="mb-3 size-5 text-brand" />
            <span className="leading-5 font-medium">{categories[id].label}</span>
            <span className="text-sm text-quiet">{categories[id].subjects.length} subjects</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
